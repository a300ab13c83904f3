package io.lintel.daemon;

import java.util.random.RandomGenerator;

/**
 * When to try again: twice as long after each failure, up to a limit, with a jitter of ±20 % so that a building's doors do not
 * knock in step. Threading: its owner's.
 */
public final class BackOff {
    private final long firstNanos;
    private final long limitNanos;
    private final RandomGenerator random;
    private int failures;
    private long notBeforeNanos;

    /**
     * A back-off that is ready at once.
     *
     * @param firstNanos wait after the first failure
     * @param limitNanos longest wait
     */
    public BackOff(long firstNanos, long limitNanos, RandomGenerator random) {
        if (firstNanos <= 0 || limitNanos < firstNanos) {
            throw new IllegalArgumentException("back-off from " + firstNanos + " to " + limitNanos + " ns");
        }
        this.firstNanos = firstNanos;
        this.limitNanos = limitNanos;
        this.random = random;
    }

    /** Whether it is time to try. */
    public boolean ready(long nowNanos) {
        return failures == 0 || nowNanos - notBeforeNanos >= 0;
    }

    /** Another attempt failed. */
    public void failed(long nowNanos) {
        long wait = firstNanos << Math.min(failures, 30);
        if (wait <= 0 || wait > limitNanos) {
            wait = limitNanos;
        }
        failures++;
        notBeforeNanos = nowNanos + (long) (wait * (0.8 + 0.4 * random.nextDouble()));
    }

    /** It worked: the next failure counts as the first. */
    public void succeeded() {
        failures = 0;
    }

    /** Failures in a row. */
    public int failures() {
        return failures;
    }

    /** Time until the next attempt, nanoseconds, 0 if it is due. */
    public long waitNanos(long nowNanos) {
        return failures == 0 ? 0 : Math.max(0, notBeforeNanos - nowNanos);
    }
}
