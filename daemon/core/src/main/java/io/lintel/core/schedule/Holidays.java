package io.lintel.core.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;

/**
 * A calendar of holidays.
 *
 * @param once from first to last day, in one year
 * @param yearly from first to last day, every year; past the year's end when the last comes before the first
 */
public record Holidays(List<Dates> once, List<Days> yearly) {
    /** No holidays. */
    public static final Holidays NONE = new Holidays(List.of(), List.of());

    /** Keeps its own copies. */
    public Holidays {
        once = List.copyOf(once);
        yearly = List.copyOf(yearly);
    }

    /** First to last day, both included. */
    public record Dates(LocalDate first, LocalDate last) {
        /** Refuses an end before the beginning. */
        public Dates {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("\"" + first + ".." + last + "\" ends before it begins");
            }
        }
    }

    /** First to last day of every year, both included. */
    public record Days(MonthDay first, MonthDay last) {
        boolean contains(MonthDay day) {
            return first.isAfter(last) ? !day.isBefore(first) || !day.isAfter(last) : !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /**
     * Reads a list: {@code 2026-04-03}, {@code 2026-08-03..2026-08-14}, {@code 12-25} (every year), {@code 12-24..01-01}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Holidays parse(List<String> texts) {
        List<Dates> once = new ArrayList<>();
        List<Days> yearly = new ArrayList<>();
        for (String text : texts) {
            String[] ends = text.strip().split("\\.\\.", -1);
            String last = ends[ends.length - 1];
            try {
                if (ends.length > 2) {
                    throw wrong(text);
                }
                if (ends[0].length() == 5) {
                    yearly.add(new Days(MonthDay.parse("--" + ends[0]), MonthDay.parse("--" + last)));
                } else {
                    once.add(new Dates(LocalDate.parse(ends[0]), LocalDate.parse(last)));
                }
            } catch (DateTimeException e) {
                throw wrong(text);
            }
        }
        return new Holidays(once, yearly);
    }

    /** These holidays and those. */
    public Holidays and(Holidays more) {
        List<Dates> allOnce = new ArrayList<>(once);
        allOnce.addAll(more.once);
        List<Days> allYearly = new ArrayList<>(yearly);
        allYearly.addAll(more.yearly);
        return new Holidays(allOnce, allYearly);
    }

    /** Whether this day is one. */
    public boolean contains(LocalDate day) {
        return once.stream().anyMatch(each -> !day.isBefore(each.first) && !day.isAfter(each.last))
                || yearly.stream().anyMatch(each -> each.contains(MonthDay.from(day)));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no holiday: write for example 2026-04-03, 2026-08-03..2026-08-14, or"
                + " for every year 12-25 or 12-24..01-01");
    }
}
