package io.lintel.core.door;

/** A deadline on the monotonic clock, whose readings may be negative and may wrap. Of one thread. */
final class Timer {
    private boolean running;
    private long deadlineNanos;

    void start(long nowNanos, long durationNanos) {
        running = true;
        deadlineNanos = nowNanos + durationNanos;
    }

    /** Ends no earlier than this long from now. */
    void extend(long nowNanos, long durationNanos) {
        if (!running || deadlineNanos - (nowNanos + durationNanos) < 0) {
            start(nowNanos, durationNanos);
        }
    }

    void stop() {
        running = false;
    }

    boolean running() {
        return running;
    }

    /** True once, when a running timer is at or past its deadline; it then stops. */
    boolean expired(long nowNanos) {
        if (running && nowNanos - deadlineNanos >= 0) {
            running = false;
            return true;
        }
        return false;
    }

    /** Meaningful while running. */
    long deadlineNanos() {
        return deadlineNanos;
    }
}
