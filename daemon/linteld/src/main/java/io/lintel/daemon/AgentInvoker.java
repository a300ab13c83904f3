package io.lintel.daemon;

import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.ErrorLog;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Turns one agent's crank: starts it, keeps its duty cycle, and survives its errors. What it throws is counted, logged once,
 * and followed by a back-off; an agent never ends the daemon. Threading: one thread, {@link AgentRunner}'s or a test's.
 */
public final class AgentInvoker {
    private static final long BACK_OFF_FIRST_NANOS = 10_000_000L;
    private static final long BACK_OFF_LIMIT_NANOS = 5_000_000_000L;

    private final Agent agent;
    private final DutyCycle duty;
    private final ErrorLog errors;
    private final LongSupplier clock;
    private final BackOff backOff;
    private boolean started;

    /** An agent that has not started yet. */
    public AgentInvoker(Agent agent, DutyCycle duty, ErrorLog errors, LongSupplier clock, RandomGenerator random) {
        this.agent = agent;
        this.duty = duty;
        this.errors = errors;
        this.clock = clock;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    /** The agent. */
    public Agent agent() {
        return agent;
    }

    /** How it keeps up. */
    public DutyCycle duty() {
        return duty;
    }

    /** One duty cycle, or none while it backs off; returns the work done. */
    public int turn() {
        long from = clock.getAsLong();
        if (!backOff.ready(from)) {
            duty.waiting(from);
            return 0;
        }
        try {
            if (!started) {
                agent.onStart(from);
                started = true;
                duty.started(clock.getAsLong());
            }
            int work = agent.doWork(from);
            backOff.succeeded();
            duty.turned(from, clock.getAsLong());
            return work;
        } catch (RuntimeException | Error e) {
            long now = clock.getAsLong();
            errors.record(agent.roleName(), e);
            backOff.failed(now);
            duty.failed(now);
            return 0;
        }
    }

    /** Waits for work or the end of a back-off, at most this long. */
    void rest(long timeoutNanos) throws InterruptedException {
        long wait = backOff.waitNanos(clock.getAsLong());
        try {
            if (wait > 0 || !started) {
                Thread.sleep(Duration.ofNanos(Math.min(Math.max(wait, 1_000_000L), timeoutNanos)));
            } else {
                agent.await(timeoutNanos);
            }
        } catch (RuntimeException | Error e) {
            errors.record(agent.roleName(), e);
            backOff.failed(clock.getAsLong());
        }
    }

    /** Closes the agent if it had started. */
    public void close() {
        if (!started) {
            return;
        }
        started = false;
        try {
            agent.onClose();
        } catch (RuntimeException | Error e) {
            errors.record(agent.roleName(), e);
        }
    }
}
