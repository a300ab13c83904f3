package io.lintel.daemon;

/**
 * A job with one thread and the sole right to write its state; the shape is Agrona's {@code Agent}.
 *
 * <p>All methods are called by the same thread: a runner's in production, the test's own in a hand-turned daemon. Others talk to
 * an agent only through its bounded {@link Mailbox}.
 */
public interface Agent {
    /** The agent's name in logs, health and thread lists. */
    String roleName();

    /** Before the first duty cycle. */
    default void onStart(long nowNanos) {}

    /**
     * One duty cycle: bounded work, no waiting.
     *
     * @param nowNanos monotonic time at the start of the cycle
     * @return how much was done; 0 lets the runner wait
     */
    int doWork(long nowNanos);

    /** Waits until there may be work, at most this long. Called only after a cycle that did nothing, never in hand-turned daemons. */
    void await(long timeoutNanos) throws InterruptedException;

    /** After the last duty cycle. */
    default void onClose() {}
}
