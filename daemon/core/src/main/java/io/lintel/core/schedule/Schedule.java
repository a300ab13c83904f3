package io.lintel.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When something holds: weekly windows in a site's zone. A day that is a holiday has only the windows for holidays. A window that goes
 * past midnight belongs to the day on which it begins, whatever the next one is.
 *
 * <p>When the wall clock is changed: a window begins, and ends, at the first moment the clock shows that time; when it is set forward
 * across it, at that change. So 01:30-02:30 is short on the one day and never comes twice on the other. Immutable, any thread.
 */
public final class Schedule {
    /** Windows of one schedule at most. */
    public static final int WINDOWS_MAX = 100;

    /** {@link #heldUntil} never tells an end further ahead. */
    public static final Duration HELD_MAX = Duration.ofDays(10);

    /** Windows that meet are followed this far; who needs more asks again then. The last of them may be a day and an hour long. */
    private static final Duration FOLLOWED = Duration.ofDays(8);
    /** A schedule that does not begin within this never does, as far as anybody at a door cares. */
    private static final int LOOK_AHEAD_DAYS = 400;

    private final String name;
    private final ZoneId zone;
    private final List<Window> windows;
    private final Holidays holidays;

    /**
     * A schedule.
     *
     * @param name for people
     * @param zone the site's
     * @param windows at most {@link #WINDOWS_MAX}, in any order; they may overlap
     * @param holidays days that have the windows for holidays instead of their own
     */
    public Schedule(String name, ZoneId zone, List<Window> windows, Holidays holidays) {
        if (windows.size() > WINDOWS_MAX) {
            throw new IllegalArgumentException("schedule " + name + ": " + windows.size() + " windows, " + WINDOWS_MAX + " are allowed");
        }
        this.name = name;
        this.zone = zone;
        this.windows = List.copyOf(windows);
        this.holidays = holidays;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** Whether it holds at this moment. */
    public boolean holds(Instant at) {
        return end(at).isAfter(at);
    }

    /**
     * Until when it holds without interruption: the end of the window of this moment and of those that meet it. What holds for ever is
     * followed for eight days: ask again from there.
     *
     * @return empty if it does not hold
     */
    public Optional<Instant> heldUntil(Instant at) {
        Instant until = at;
        Instant end = end(at);
        while (end.isAfter(until) && until.isBefore(at.plus(FOLLOWED))) {
            until = end;
            end = end(until);
        }
        return until.isAfter(at) ? Optional.of(until) : Optional.empty();
    }

    /** When a window begins next, after this moment; empty if none does within 400 days. */
    public Optional<Instant> nextStart(Instant at) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        for (int days = 0; days <= LOOK_AHEAD_DAYS; days++) {
            LocalDate date = today.plusDays(days);
            Optional<Instant> first = on(date).stream()
                    .filter(span -> span.begin(date, zone).isBefore(span.end(date, zone)))
                    .map(span -> span.begin(date, zone))
                    .filter(begin -> begin.isAfter(at))
                    .min(Instant::compareTo);
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /** The latest end of the windows that hold at this moment, or this moment if none does. */
    private Instant end(Instant at) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        Instant latest = at;
        // No window reaches further than into the day after its own.
        for (LocalDate date : List.of(today.minusDays(1), today)) {
            for (TimeSpan span : on(date)) {
                Instant end = span.end(date, zone);
                if (!span.begin(date, zone).isAfter(at) && end.isAfter(latest)) {
                    latest = end;
                }
            }
        }
        return latest;
    }

    private List<TimeSpan> on(LocalDate date) {
        boolean holiday = holidays.contains(date);
        return windows.stream()
                .filter(window -> holiday ? window.holidays() : window.days().contains(date.getDayOfWeek()))
                .map(Window::span)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
