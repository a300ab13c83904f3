package io.lintel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.lintel.core.attendance.Punch;
import io.lintel.core.attendance.Shift;
import io.lintel.core.attendance.Shift.Standing;
import io.lintel.core.attendance.Timing;
import io.lintel.core.attendance.Timing.Trust;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shifts as people and programs read them. */
final class ShiftTable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Console console;
    private final List<Shift> shifts;

    ShiftTable(Console console, List<Shift> shifts) {
        this.console = console;
        this.shifts = shifts;
    }

    /**
     * One shift in CSV and JSON, in this order.
     *
     * @param in RFC 3339 with the site's offset
     * @param inRecorded what the door's clock said then
     * @param inErrorMs by how much {@code in} may be wrong
     */
    record Row(
            String day,
            String person,
            String standing,
            @Nullable String in,
            @Nullable String out,
            @Nullable Long workedMinutes,
            boolean overnight,
            boolean assumed,
            @Nullable Long inSeq,
            @Nullable String inTrust,
            @Nullable Long inErrorMs,
            @Nullable String inRecorded,
            @Nullable Long outSeq,
            @Nullable String outTrust,
            @Nullable Long outErrorMs,
            @Nullable String outRecorded) {
        static Row of(Shift shift) {
            @Nullable Punch in = shift.in().orElse(null);
            @Nullable Punch out = shift.out().orElse(null);
            return new Row(
                    shift.day().toString(),
                    shift.person().value(),
                    word(shift.standing()),
                    in == null ? null : stamp(in),
                    out == null ? null : stamp(out),
                    shift.worked().map(Duration::toMinutes).orElse(null),
                    shift.overnight(),
                    shift.assumed(),
                    in == null ? null : in.seq(),
                    in == null ? null : word(in.timing().trust()),
                    in == null ? null : in.timing().error().toMillis(),
                    in == null ? null : in.timing().recorded().toString(),
                    out == null ? null : out.seq(),
                    out == null ? null : word(out.timing().trust()),
                    out == null ? null : out.timing().error().toMillis(),
                    out == null ? null : out.timing().recorded().toString());
        }
    }

    void json() {
        console.json(shifts.stream().map(Row::of).toList());
    }

    void csv() {
        CsvMapper mapper = CsvMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        CsvSchema schema = mapper.schemaFor(Row.class).withHeader().withLineSeparator("\r\n");
        try {
            console.out().print(mapper.writer(schema).writeValueAsString(shifts.stream().map(Row::of).toList()));
            console.out().flush();
        } catch (JsonProcessingException e) {
            throw new AssertionError("a row of texts and numbers can always be written", e);
        }
    }

    void print(LocalDate first, LocalDate last) {
        if (shifts.isEmpty()) {
            console.out().println("no punches from " + first + " to " + last);
            return;
        }
        console.table(List.of("DAY", "PERSON", "IN", "OUT", "WORKED", "NOTES"), shifts.stream().map(ShiftTable::line).toList());
        console.out().println();
        TreeMap<String, List<Shift>> people = new TreeMap<>();
        shifts.forEach(shift -> people.computeIfAbsent(shift.person().value(), _ -> new ArrayList<>()).add(shift));
        console.table(
                List.of("PERSON", "SHIFTS", "WORKED", "INCOMPLETE"),
                people.entrySet().stream().map(each -> sum(each.getKey(), each.getValue())).toList());
    }

    private static List<String> line(Shift shift) {
        return List.of(
                shift.day().toString(),
                shift.person().value(),
                clock(shift, shift.in()),
                clock(shift, shift.out()),
                shift.worked().map(ShiftTable::hours).orElse("-"),
                String.join(", ", notes(shift)));
    }

    private static List<String> sum(String person, List<Shift> own) {
        Duration worked = own.stream().flatMap(shift -> shift.worked().stream()).reduce(Duration.ZERO, Duration::plus);
        long incomplete = own.stream().filter(shift -> shift.worked().isEmpty()).count();
        return List.of(person, Integer.toString(own.size()), hours(worked), Long.toString(incomplete));
    }

    /** Hours and minutes at the site; {@code +1} for the day after the shift's own. */
    private static String clock(Shift shift, Optional<Punch> punch) {
        return punch.map(each -> {
                    long days = ChronoUnit.DAYS.between(shift.day(), each.day());
                    return CLOCK.format(each.timing().time().atZone(each.zone())) + (days > 0 ? " +" + days : "");
                })
                .orElse("-");
    }

    private static List<String> notes(Shift shift) {
        List<String> notes = new ArrayList<>();
        if (shift.standing() != Standing.COMPLETE) {
            notes.add(word(shift.standing()).replace('_', ' '));
        }
        if (shift.overnight()) {
            notes.add("overnight");
        }
        if (shift.assumed()) {
            notes.add("way assumed");
        }
        List<Timing> timings = Stream.concat(shift.in().stream(), shift.out().stream()).map(Punch::timing).toList();
        timings.stream()
                .filter(timing -> timing.trust() == Trust.RETIMED)
                .map(Timing::error)
                .max(Duration::compareTo)
                .ifPresent(error -> notes.add("clock was set later, ±" + seconds(error)));
        if (timings.stream().anyMatch(timing -> timing.trust() == Trust.UNSURE)) {
            notes.add("clock was not set: the time may be wrong");
        }
        return notes;
    }

    private static String seconds(Duration error) {
        return "%.1f s".formatted(error.toMillis() / 1_000.0);
    }

    private static String hours(Duration worked) {
        return "%d:%02d".formatted(worked.toHours(), worked.toMinutesPart());
    }

    private static String stamp(Punch punch) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(punch.timing().time().atZone(punch.zone()));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
