package io.lintel.cli;

import io.lintel.core.attendance.Punch;
import io.lintel.core.attendance.Shift;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.daemon.config.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lintel attendance}: this door's punches paired into shifts. */
@Command(
        name = "attendance",
        mixinStandardHelpOptions = true,
        description = {
            "Pair this door's punches into shifts: who came and went when.",
            "A helper, no time sheet: missing punches are shown as missing, and the events stay as they are.",
            "Goes back as far as the journal does ([state] retention)."
        })
final class AttendanceCommand implements Runnable {
    /** What is needed of the journal: punches, and the events that tell the true time of others. */
    private static final Set<EventType> NEEDED =
            Set.of(EventType.ACCESS_GRANTED, EventType.HEALTH_CLOCK, EventType.HEALTH_STARTED);

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--from", paramLabel = "DATE", description = "First day, 2026-07-01; default: the first of the last day's month.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day, included; default: today at the site.")
    private @Nullable LocalDate to;

    @Option(names = "--person", paramLabel = "ID", description = "Only this person.")
    private @Nullable String person;

    @ArgGroup
    private @Nullable Form form;

    /** How it is printed. */
    static final class Form {
        @Option(names = "--json", description = "Print JSON instead of a table.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV (RFC 4180) instead of a table; times with their offset.")
        private boolean csv;
    }

    AttendanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Config door = DoorConnection.configuration(config.path());
        if (!door.attendance().enabled()) {
            throw new CommandFailure(
                    "attendance is no purpose at this door", "set enabled = true in [attendance] if it may be; earlier events stay out");
        }
        LocalDate last = to == null ? LocalDate.now(clock.withZone(door.site().zone())) : to;
        LocalDate first = from == null ? last.withDayOfMonth(1) : from;
        UsageFailure.unlessOrdered("--from", first, "--to", last);
        Optional<String> whom = Optional.ofNullable(person).map(id -> UsageFailure.personId(id).value());
        List<Shift> shifts = door.attendance().pairing().shifts(Punch.of(events(config.path())), clock.instant()).stream()
                .filter(shift -> !shift.day().isBefore(first) && !shift.day().isAfter(last))
                .filter(shift -> whom.isEmpty() || whom.get().equals(shift.person().value()))
                .toList();
        ShiftTable table = new ShiftTable(console, shifts);
        if (form != null && form.json) {
            table.json();
        } else if (form != null && form.csv) {
            table.csv();
        } else {
            table.print(first, last);
        }
    }

    private static List<StampedEvent> events(Path config) {
        EventCodec codec = new EventCodec();
        List<StampedEvent> events = new ArrayList<>();
        try (Control control = DoorConnection.open(config)) {
            List<String> page = control.events(ControlLimits.EVENTS_MAX, OptionalLong.of(0));
            while (!page.isEmpty()) {
                long seq = 0;
                for (String json : page) {
                    StampedEvent event = codec.decode(json.getBytes(StandardCharsets.UTF_8));
                    seq = event.stamp().seq();
                    if (NEEDED.contains(event.event().type())) {
                        events.add(event);
                    }
                }
                page = control.events(ControlLimits.EVENTS_MAX, OptionalLong.of(seq + 1));
            }
        } catch (EventFormatException e) {
            throw new CommandFailure("the journal holds an event that this Lintel cannot read: " + e.getMessage(), "use the daemon's version");
        }
        return events;
    }
}
