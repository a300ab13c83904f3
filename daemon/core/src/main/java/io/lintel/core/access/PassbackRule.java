package io.lintel.core.access;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Anti-passback: nobody enters twice without leaving in between, nor leaves twice.
 *
 * @param mode what becomes of who does
 * @param forgiven after so long a passage no longer counts, up to a year; zero: never by time
 * @param reset at this time of day all earlier passages no longer count
 * @param zone the site's, for the reset
 */
public record PassbackRule(Mode mode, Duration forgiven, Optional<LocalTime> reset, ZoneId zone) {
    /** No anti-passback. */
    public static final PassbackRule OFF = new PassbackRule(Mode.OFF, Duration.ZERO, Optional.empty(), ZoneOffset.UTC);

    /** What becomes of who passes twice the same way. */
    public enum Mode {
        /** Nothing: sides are not kept. */
        OFF,
        /** Granted, and the event says so. */
        SOFT,
        /** Refused. */
        HARD
    }

    /** Whether a passage at that time no longer counts at this. */
    boolean forgiven(Instant passage, Instant now) {
        boolean byTime = forgiven.isPositive() && !passage.plus(forgiven).isAfter(now);
        return byTime || reset.map(time -> passage.isBefore(lastReset(time, now))).orElse(false);
    }

    private Instant lastReset(LocalTime time, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant reset = today.atTime(time).atZone(zone).toInstant();
        return reset.isAfter(now) ? today.minusDays(1).atTime(time).atZone(zone).toInstant() : reset;
    }
}
