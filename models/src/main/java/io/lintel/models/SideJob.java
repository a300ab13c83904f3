package io.lintel.models;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A job that is run again and again on a thread of its own, beside what its owner does meanwhile. What the owner wrote before {@link
 * #begin()} the job sees, and what the job wrote the owner sees after {@link #settle()}. Nothing is allocated per run. Threading: one
 * owner.
 */
public final class SideJob implements AutoCloseable {
    /** A few microseconds: about what it takes to put a thread to sleep and wake it. */
    private static final int SPINS = 200;

    private final Runnable job;
    private final Thread thread;
    private volatile boolean running;
    private volatile boolean closed;
    private volatile @Nullable Thread waiter;
    private @Nullable Throwable failure;

    /**
     * A job at rest.
     *
     * @param name of its thread
     */
    public SideJob(String name, Runnable job) {
        this.job = job;
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::work);
    }

    /** Begins a run; the one before must be settled. */
    public void begin() {
        if (running || closed) {
            throw new IllegalStateException(thread.getName() + (closed ? " is closed" : " still runs"));
        }
        running = true;
        LockSupport.unpark(thread);
    }

    /** Waits until nothing runs; an interrupt is kept for later. How a run ended is {@link #check()}'s to say. */
    public void settle() {
        for (int spin = 0; running && spin < SPINS; spin++) {
            Thread.onSpinWait();
        }
        waiter = Thread.currentThread();
        boolean interrupted = false;
        while (running) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what a settled run threw, once. */
    public void check() {
        Throwable thrown = failure;
        failure = null;
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                // It ended well.
            }
        }
    }

    /** Waits for the present run and ends the thread. */
    @Override
    public void close() {
        settle();
        closed = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        while (!closed) {
            if (!running) {
                LockSupport.park(this);
                continue;
            }
            try {
                job.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            running = false;
            LockSupport.unpark(waiter);
        }
    }
}
