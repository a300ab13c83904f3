package io.lintel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.control.VerificationReport;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lintel events}: the journal, newest last. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Print the door's events, and follow them.")
final class EventsCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print each event as a line of CloudEvents JSON.")
    private boolean json;

    @Option(names = {"-f", "--follow"}, description = "Go on with every new event until interrupted.")
    private boolean follow;

    @Option(names = {"-n", "--limit"}, defaultValue = "20", description = "How many at most, 1..1000; default: 20.")
    private int limit;

    @Option(names = "--from", paramLabel = "SEQ", description = "Begin with this sequence number.")
    private @Nullable Long from;

    EventsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        UsageFailure.unlessWithin("--limit", limit, 1, ControlLimits.EVENTS_MAX);
        if (from != null) {
            UsageFailure.unlessWithin("--from", from, 0, Long.MAX_VALUE);
        }
        OptionalLong start = from == null ? OptionalLong.empty() : OptionalLong.of(from);
        try (Control control = DoorConnection.open(config.path())) {
            List<String> events = control.events(limit, start);
            events.forEach(this::print);
            if (follow) {
                OptionalLong next = events.isEmpty()
                        ? start
                        : OptionalLong.of(read(events.getLast()).path("data").path("seq").asLong() + 1);
                control.followEvents(next, event -> {
                    print(event);
                    return !console.out().checkError();
                });
            }
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Check that the journal is complete and that nothing in it was changed: numbers, ids and the chain of hashes.",
                "Exits with 1 if anything does not fit."
            })
    int verify(@Mixin ConfigOption door, @Mixin JsonOption form) {
        try (Control control = DoorConnection.open(door.path())) {
            VerificationReport report = control.verifyEvents();
            if (form.wanted()) {
                console.json(report);
            } else if (report.events() == 0) {
                console.out().println("no events yet");
            } else {
                console.out().println(report.events() + " events, " + report.first() + " to " + report.last()
                        + (report.breaks().isEmpty() ? ": complete and unchanged" : ": NOT as they were written"));
                report.breaks().forEach(each -> console.out().println("  " + each));
                console.out().println("hash of event " + report.last() + ": " + report.head());
            }
            return report.breaks().isEmpty() ? 0 : 1;
        }
    }

    private void print(String event) {
        console.out().println(json ? event : line(read(event)));
    }

    static JsonNode read(String event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new CommandFailure("the daemon sent an event that is not JSON", "use a client of the daemon's version");
        }
    }

    /** One event for people's eyes: number, time, type, person, reason. */
    private static String line(JsonNode event) {
        JsonNode data = event.path("data");
        String type = event.path("type").asText().replaceFirst("^io\\.lintel\\.", "").replaceFirst("\\.v\\d+$", "");
        StringBuilder line = new StringBuilder("%8d  %s  %-18s".formatted(data.path("seq").asLong(), event.path("time").asText(), type));
        if (data.hasNonNull("person")) {
            line.append("  ").append(data.path("person").asText());
        }
        if (data.hasNonNull("reason")) {
            line.append("  ").append(data.path("reason").asText());
        }
        data.path("detail").properties().forEach(fact -> line.append("  ")
                .append(fact.getKey())
                .append('=')
                .append(fact.getValue().asText()));
        return line.toString();
    }
}
