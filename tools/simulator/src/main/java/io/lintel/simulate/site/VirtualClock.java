package io.lintel.simulate.site;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The world's time, which passes when it is told to, and the door's wall clock, which may be anywhere. Of one thread. */
public final class VirtualClock {
    private static final long SECOND = 1_000_000_000L;

    private final TreeMap<Long, Instant> settings = new TreeMap<>();
    private long nanos;
    private long costNanos;

    /** A clock at the world's beginning, with the wall clock right. */
    public VirtualClock(Instant wall) {
        // What is dated to the millisecond may seem to be a little older than the world.
        settings.put(-SECOND, wall.minusNanos(SECOND));
    }

    /** Nanoseconds since the world's beginning. */
    public long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    public void advanceTo(long later) {
        nanos = Math.max(nanos, later);
    }

    /** What the wall clock shows. */
    public Instant wall() {
        return wallAt(nanos);
    }

    /** What the wall clock showed at a moment. */
    public Instant wallAt(long moment) {
        Map.Entry<Long, Instant> set = settings.floorEntry(moment);
        return set.getValue().plusNanos(moment - set.getKey());
    }

    /** Whether the wall clock was set within this time around a moment. */
    public boolean setNear(long moment, Duration around) {
        return !settings.subMap(moment - around.toNanos(), true, moment + around.toNanos(), true).isEmpty();
    }

    /** Somebody sets the wall clock. */
    public void set(Instant wall) {
        settings.put(nanos, wall);
    }

    /** What every look at the clock costs from now on: whoever measures work that takes no time here would wait for ever. */
    public void cost(long eachReading) {
        costNanos = eachReading;
    }

    /** The monotonic clock of a computer that read {@code origin} at the world's beginning. */
    public LongSupplier monotonic(long origin) {
        return () -> {
            nanos += costNanos;
            return origin + nanos;
        };
    }

    /** The wall clock of the computer. */
    public InstantSource wallSource() {
        return this::wall;
    }
}
