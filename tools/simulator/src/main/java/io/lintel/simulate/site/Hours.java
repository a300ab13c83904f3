package io.lintel.simulate.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same minutes of every hour, but for holidays: a schedule that can be told from a watch and a calendar alone.
 *
 * @param zone in which the calendar hangs; whole hours off UTC
 * @param from first minute of each hour, 0..59
 * @param to first minute no longer in it, up to 60
 * @param holidays days on which there are none
 */
public record Hours(ZoneId zone, int from, int to, Set<LocalDate> holidays) {
    /** Keeps its own copy. */
    public Hours {
        holidays = Set.copyOf(holidays);
    }

    /** Whether a clock that shows this shows one of them. */
    public boolean hold(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return local.getMinute() >= from && local.getMinute() < to && !holidays.contains(local.toLocalDate());
    }

    /** Whether this would be one of them on another day. */
    public boolean holiday(Instant at) {
        return holidays.contains(LocalDate.ofInstant(at, zone));
    }

    /** As the configuration has it, under this name. */
    String toml(String name) {
        String windows = IntStream.range(0, 24)
                .mapToObj(hour -> String.format(Locale.ROOT, "\"daily %02d:%02d-%s\"", hour, from, end(hour)))
                .collect(Collectors.joining(", "));
        String text = "[schedules." + name + "]\nwindows = [" + windows + "]\n";
        if (holidays.isEmpty()) {
            return text;
        }
        String dates = holidays.stream().sorted().map(date -> '"' + date.toString() + '"').collect(Collectors.joining(", "));
        return text + "holidays = [\"" + name + "\"]\n[holidays." + name + "]\ndates = [" + dates + "]\n";
    }

    private String end(int hour) {
        return to < 60
                ? String.format(Locale.ROOT, "%02d:%02d", hour, to)
                : String.format(Locale.ROOT, "%02d:00", hour + 1);
    }
}
