package io.lintel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lintel.core.control.Control;
import io.lintel.core.control.ExplainReport;
import io.lintel.core.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lintel explain}: why faces were or were not used. */
@Command(name = "explain", mixinStandardHelpOptions = true, description = "Say why faces were or were not used, and what was decided.")
final class ExplainCommand implements Runnable {
    private static final int EVENTS_LOOKED_AT = 200;
    private static final int DENIALS_SHOWN = 5;

    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SEQ",
            description = "The number of one decision, as lintel events shows it: why it fell as it did.")
    private @Nullable Long seq;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (seq != null) {
            UsageFailure.unlessWithin("SEQ", seq, 1, Long.MAX_VALUE);
            decision(seq);
            return;
        }
        try (Control control = DoorConnection.running(config.path())) {
            ExplainReport report = control.explain();
            if (json.wanted()) {
                console.json(report);
                return;
            }
            console.out().println("since " + report.since() + ": " + report.frames() + " frames analysed, " + report.still()
                    + " spared because nothing moved");
            console.out().println(report.faces() + " faces found, " + report.used() + " compared with the gallery");
            console.out().println(report.passersBy() + " left without having come to the door: too far away, or on their way past it");
            counts("put aside", report.flaws());
            counts("decisions", report.decisions());
            latest(control.events(EVENTS_LOOKED_AT, OptionalLong.empty()));
        }
    }

    private void decision(long number) {
        try (Control control = DoorConnection.open(config.path())) {
            JsonNode event = control.events(1, OptionalLong.of(number)).stream()
                    .map(EventsCommand::read)
                    .filter(found -> found.path("data").path("seq").asLong() == number)
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure("there is no event " + number, "see lintel events"));
            String words = DecisionWords.of(event)
                    .orElseThrow(() -> new CommandFailure("event " + number + " is no decision about a face", "see lintel events"));
            if (json.wanted()) {
                console.json(Map.of("seq", number, "time", event.path("time").asText(), "words", words));
            } else {
                console.out().println(line(event, words));
            }
        }
    }

    private void latest(List<String> events) {
        List<JsonNode> denied = events.stream()
                .map(EventsCommand::read)
                .filter(event -> event.path("type").asText().equals(EventType.ACCESS_DENIED.type()))
                .toList();
        List<JsonNode> last = denied.subList(Math.max(0, denied.size() - DENIALS_SHOWN), denied.size());
        if (!last.isEmpty()) {
            console.out().println("denied last:");
            last.forEach(event -> DecisionWords.of(event).ifPresent(words -> console.out().println(line(event, words))));
        }
    }

    private static String line(JsonNode event, String words) {
        return "%8d  %s  %s".formatted(event.path("data").path("seq").asLong(), event.path("time").asText(), words);
    }

    private void counts(String title, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        console.out().println(title + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(count -> console.out().println("  %8d  %s".formatted(count.getValue(), count.getKey())));
    }
}
