package io.lintel.simulate.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When the door's computer and process came and went. Of one thread. */
public final class Lives {
    private final List<Long> ends = new ArrayList<>();
    private final Map<String, Long> origins = new TreeMap<>();
    private int starts;
    private boolean up;
    private boolean leftReleased;
    private long since;

    /** A process started, on a computer that calls this boot so and whose monotonic clock read that at the world's beginning. */
    void started(String boot, long origin, long nanos) {
        origins.put(boot, origin);
        up = true;
        starts++;
        since = nanos;
    }

    /** It ended. */
    void ended(long nanos) {
        up = false;
        since = nanos;
        ends.add(nanos);
    }

    /** It stopped in an orderly way and left the lock released. */
    void leftReleased() {
        leftReleased = true;
    }

    /** Whether one ever stopped in an orderly way and left the lock released. */
    public boolean everLeftReleased() {
        return leftReleased;
    }

    /** When the first one ended that ended at this moment or later; {@link Long#MAX_VALUE} if none did. */
    public long endAfter(long moment) {
        return ends.stream().filter(end -> end >= moment).findFirst().orElse(Long.MAX_VALUE);
    }

    /** How many there have been. */
    public int starts() {
        return starts;
    }

    /** Whether one runs. */
    public boolean up() {
        return up;
    }

    /** Whether one has been running for this long. */
    public boolean upFor(long nanos, long now) {
        return up && now - since >= nanos;
    }

    /** Whether one ended within this time. */
    public boolean endedWithin(long from, long until) {
        return ends.stream().anyMatch(end -> end >= from && end <= until);
    }

    /** When something happened that a door dated by its own monotonic clock. */
    public long nanosOf(String boot, long monotonicNanos) {
        Long origin = origins.get(boot);
        if (origin == null) {
            throw new IllegalArgumentException("there was no boot " + boot);
        }
        return monotonicNanos - origin;
    }

    /** Whether there was such a boot. */
    public boolean knows(String boot) {
        return origins.containsKey(boot);
    }
}
