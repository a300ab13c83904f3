package io.lintel.daemon.health;

/**
 * How an agent keeps up: when its last cycle ended, how long the longest took, whether it hangs; the idea is Agrona's {@code
 * DutyCycleTracker}. Threading: written by the agent's thread, read by any.
 */
public final class DutyCycle {
    private final String role;
    private final long limitNanos;
    private final long startLimitNanos;
    private volatile boolean started;
    private volatile long lastNanos;
    private volatile long longestNanos;
    private volatile long cycles;
    private volatile long failures;
    private volatile long failingSinceNanos;
    private volatile boolean failing;

    /**
     * A fresh cycle.
     *
     * @param limitNanos how long one cycle, waiting included, may take before the agent counts as hanging
     * @param startLimitNanos the same for its start
     */
    public DutyCycle(String role, long limitNanos, long startLimitNanos, long nowNanos) {
        this.role = role;
        this.limitNanos = limitNanos;
        this.startLimitNanos = startLimitNanos;
        this.lastNanos = nowNanos;
    }

    /** The agent's name. */
    public String role() {
        return role;
    }

    /** The agent has started. */
    public void started(long nowNanos) {
        lastNanos = nowNanos;
        started = true;
    }

    /** A cycle went from here to there without an error. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void turned(long fromNanos, long toNanos) {
        long took = toNanos - fromNanos;
        if (took > longestNanos) {
            longestNanos = took;
        }
        cycles++;
        failing = false;
        lastNanos = toNanos;
    }

    /** A cycle ended in an error. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void failed(long nowNanos) {
        if (!failing) {
            failingSinceNanos = nowNanos;
            failing = true;
        }
        failures++;
        lastNanos = nowNanos;
    }

    /** The agent waits on purpose, for its back-off for instance. */
    public void waiting(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Whether the agent neither hangs nor has done nothing but fail for longer than its limit. */
    public boolean fresh(long nowNanos) {
        long limit = started ? limitNanos : startLimitNanos;
        return nowNanos - lastNanos <= limit && !(failing && nowNanos - failingSinceNanos > Math.max(limit, limitNanos));
    }

    /** Whether its last cycle failed. */
    public boolean failing() {
        return failing;
    }

    /** The longest cycle so far, nanoseconds. */
    public long longestNanos() {
        return longestNanos;
    }

    /** Cycles without an error. */
    public long cycles() {
        return cycles;
    }

    /** Cycles that ended in an error. */
    public long failures() {
        return failures;
    }
}
