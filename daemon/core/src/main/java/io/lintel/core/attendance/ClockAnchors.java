package io.lintel.core.attendance;

import io.lintel.core.attendance.Timing.Trust;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.StampedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Gives events of a door that had no time yet (no battery-backed clock, no network) the time they happened at, once the clock was set in
 * the same boot. Every event recorded under a synchronised clock ties that boot's monotonic clock to true time; the nearest one counts.
 *
 * <p>The error is the anchor's own, and what the monotonic clock may have drifted between: {@link #DRIFT_PPM} parts in a million, the
 * rate by which the kernel lets its own bound grow ({@code MAXFREQ}, include/linux/timex.h). A board that was suspended between is wrong
 * by the time it slept: Linux' monotonic clock stands still then, and doors do not sleep.
 */
public final class ClockAnchors {
    /** How far a monotonic clock may drift. */
    public static final long DRIFT_PPM = 500;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Anchors of each boot by its monotonic milliseconds. */
    private final Map<String, NavigableMap<Long, Anchor>> boots = new HashMap<>();

    private record Anchor(Instant time, Duration error) {}

    private ClockAnchors() {}

    /** The anchors among these events, in any order. */
    public static ClockAnchors of(Stream<StampedEvent> events) {
        ClockAnchors anchors = new ClockAnchors();
        events.filter(event -> event.stamp().clock().synchronised()).forEach(anchors::add);
        return anchors;
    }

    private void add(StampedEvent event) {
        EventStamp stamp = event.stamp();
        boots.computeIfAbsent(stamp.boot(), _ -> new TreeMap<>())
                .put(monoMillis(event.event()), new Anchor(event.event().time(), ownError(stamp)));
    }

    /** When this event happened. */
    public Timing timing(StampedEvent event) {
        Instant recorded = event.event().time();
        if (event.stamp().clock().synchronised()) {
            return new Timing(recorded, recorded, Trust.SYNCHRONISED, ownError(event.stamp()));
        }
        NavigableMap<Long, Anchor> anchors = boots.get(event.stamp().boot());
        if (anchors == null) {
            return new Timing(recorded, recorded, Trust.UNSURE, Duration.ZERO);
        }
        long mono = monoMillis(event.event());
        Map.Entry<Long, Anchor> before = anchors.floorEntry(mono);
        Map.Entry<Long, Anchor> after = anchors.ceilingEntry(mono);
        boolean later = before == null || (after != null && after.getKey() - mono <= mono - before.getKey());
        Map.Entry<Long, Anchor> nearest = later ? after : before;
        long between = mono - nearest.getKey();
        // Both clocks are read to the millisecond.
        Duration error = nearest.getValue().error().plusNanos(Math.abs(between) * DRIFT_PPM).plusMillis(1);
        return new Timing(nearest.getValue().time().plusMillis(between), recorded, Trust.RETIMED, error);
    }

    private static Duration ownError(EventStamp stamp) {
        return Duration.ofMillis(stamp.clock().maxErrorMillis().orElse(0));
    }

    private static long monoMillis(DoorEvent event) {
        return Math.floorDiv(event.monoNanos(), NANOS_PER_MILLI);
    }
}
