package io.lintel.daemon.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Deletes events that are old enough, and never because a clock went wrong.
 *
 * <ul>
 *   <li>The limit moves at most {@link #PACE} times as fast as the monotonic clock: after a jump of years there are days to mend the
 *       clock in. A door that was switched off for long catches up, and keeps its events somewhat longer than it must.
 *   <li>While the clock is synchronised, an event that was written before it was (1970, or the time of the last shutdown) is as old as the
 *       next one whose time is known.
 * </ul>
 *
 * <p>Of one thread.
 */
final class Retention {
    /** How many times as fast as the monotonic clock. */
    static final int PACE = 4;

    /** No event is older: there was no Lintel. */
    private static final long EARLIEST_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final String KNOWN = "(? = 0 OR instr(body, CAST('\"synced\":true' AS BLOB)) > 0)";

    private final Duration kept;
    private final InstantSource wall;
    private final BooleanSupplier synchronised;
    private final LongSupplier nanos;
    /** Nothing younger is deleted, whatever the clock says; 0 as long as nobody looked. */
    private long reachedMillis;
    private long lookedNanos;

    /**
     * Starts to count now.
     *
     * @param kept how long events are kept
     * @param synchronised whether the wall clock is right by the kernel's own word
     */
    Retention(Duration kept, InstantSource wall, BooleanSupplier synchronised, LongSupplier nanos) {
        this.kept = kept;
        this.wall = wall;
        this.synchronised = synchronised;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
    }

    /**
     * Deletes from the low end up to the first event that must stay, so that no gap opens in the middle. In a transaction of its caller's.
     *
     * @param until no event after this one
     * @param limit rows deleted at most
     * @return rows deleted
     */
    int prune(Database open, long until, int limit) {
        boolean sure = synchronised.getAsBoolean();
        long before = before(open, sure);
        try (PreparedStatement delete = open.prepare("""
                DELETE FROM event WHERE seq <= (
                    SELECT max(seq) FROM event WHERE seq <= ? AND time_ms < ? AND %1$s
                      AND seq < coalesce((SELECT seq FROM event WHERE time_ms >= ? AND %1$s ORDER BY seq LIMIT 1), 9223372036854775807))
                  AND seq < (SELECT min(seq) FROM event) + ?
                """.formatted(KNOWN))) {
            delete.setLong(1, until);
            delete.setLong(2, before);
            delete.setBoolean(3, sure);
            delete.setLong(4, before);
            delete.setBoolean(5, sure);
            delete.setLong(6, limit);
            int deleted = delete.executeUpdate();
            if (deleted > 0) {
                open.execute("DELETE FROM parked WHERE seq < (SELECT min(seq) FROM event)");
            }
            return deleted;
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private long before(Database open, boolean sure) {
        long now = nanos.getAsLong();
        long wanted = wall.instant().minus(kept).toEpochMilli();
        if (reachedMillis == 0) {
            reachedMillis = Math.max(EARLIEST_MILLIS, 1 + open.number(
                    "SELECT time_ms FROM event WHERE " + KNOWN.replace("?", sure ? "1" : "0") + " ORDER BY seq LIMIT 1"));
        }
        long further = reachedMillis + PACE * TimeUnit.NANOSECONDS.toMillis(now - lookedNanos);
        reachedMillis = Math.max(reachedMillis, Math.min(wanted, further));
        lookedNanos = now;
        return Math.min(wanted, reachedMillis);
    }
}
