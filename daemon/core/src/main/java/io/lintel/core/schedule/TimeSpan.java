package io.lintel.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From one time of day to another, on the wall clock; past midnight when it ends no later than it begins, so that equal ends are a
 * whole day.
 *
 * @param from first moment
 * @param to first moment no longer in it
 */
public record TimeSpan(LocalTime from, LocalTime to) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");
    private static final String END_OF_DAY = "24:00";

    /**
     * Reads {@code 08:00-18:00}; {@code 22:00-06:00} is past midnight, {@code 00:00-24:00} a whole day.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static TimeSpan parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        return new TimeSpan(time(matcher.group(1), text), time(end(matcher.group(2)), text));
    }

    private static String end(String text) {
        return text.equals(END_OF_DAY) ? "00:00" : text;
    }

    private static LocalTime time(String text, String whole) {
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(3));
        if (hour > 23 || minute > 59) {
            throw wrong(whole);
        }
        return LocalTime.of(hour, minute);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no time span: write for example 08:00-18:00, 22:00-06:00 or 00:00-24:00");
    }

    /** When it begins on this date. */
    Instant begin(LocalDate date, ZoneId zone) {
        return first(date.atTime(from), zone);
    }

    /** When the span that begins on this date ends. */
    Instant end(LocalDate date, ZoneId zone) {
        LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
        return first(last.atTime(to), zone);
    }

    /**
     * The first moment at which a wall clock shows this time or, when it is set forward across it, a later one. One rule for beginnings
     * and ends, so that spans which meet on the clock's face meet on the day it is changed as well.
     */
    private static Instant first(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }
}
