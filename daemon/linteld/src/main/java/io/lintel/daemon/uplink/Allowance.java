package io.lintel.daemon.uplink;

/** So many at once, and then one every so often (a token bucket). Of one thread. */
final class Allowance {
    private final long burst;
    private final long periodNanos;
    private long left;
    private long since;
    private boolean begun;

    /**
     * Full at first.
     *
     * @param burst so many at once
     * @param periodNanos after which one more is allowed
     */
    Allowance(long burst, long periodNanos) {
        this.burst = burst;
        this.periodNanos = periodNanos;
        this.left = burst;
    }

    /** Takes one, if there is one. */
    boolean take(long nowNanos) {
        if (!begun) {
            begun = true;
            since = nowNanos;
        }
        long more = (nowNanos - since) / periodNanos;
        since += more * periodNanos;
        left = Math.min(burst, left + more);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
