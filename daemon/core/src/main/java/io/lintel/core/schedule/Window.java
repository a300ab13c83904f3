package io.lintel.core.schedule;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A time span on some days of the week, or on holidays.
 *
 * @param days days of the week on which it begins, unless that day is a holiday
 * @param holidays whether it begins on holidays, whatever day of the week they are
 * @param span from when to when
 */
public record Window(Set<DayOfWeek> days, boolean holidays, TimeSpan span) {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** Keeps its own copy. */
    public Window {
        days = Set.copyOf(days);
    }

    /**
     * Reads days and a span: {@code mon-fri 08:00-18:00}, {@code sat,sun 10:00-14:00}, {@code fri-mon 22:00-06:00}, {@code daily
     * 00:00-24:00} (every day of the week, not holidays), {@code holiday 10:00-12:00}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Window parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != 2) {
            throw wrong(text);
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean holidays = false;
        for (String part : words[0].toLowerCase(Locale.ROOT).split(",", -1)) {
            switch (part) {
                case "holiday" -> holidays = true;
                case "daily" -> days.addAll(EnumSet.allOf(DayOfWeek.class));
                default -> addRange(part, text, days);
            }
        }
        return new Window(days, holidays, TimeSpan.parse(words[1]));
    }

    private static void addRange(String part, String text, Set<DayOfWeek> days) {
        String[] ends = part.split("-", -1);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (ends.length > 2 || first < 0 || last < 0) {
            throw wrong(text);
        }
        for (int day = first; ; day = (day + 1) % 7) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) {
                return;
            }
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no window: write days and a span, for example"
                + " \"mon-fri 08:00-18:00\", \"sat,sun 22:00-06:00\", \"daily 00:00-24:00\" or \"holiday 10:00-12:00\"");
    }
}
