package io.lintel.daemon;

import java.time.Duration;

/** Gives one agent a thread of its own. Threading: start and stop from one other thread. */
public final class AgentRunner {
    /** An idle agent looks up at least this often. */
    static final long IDLE_NANOS = 100_000_000L;

    /** Lets ten milliseconds pass, in which the other threads work. */
    static final Daemon.Pause PAUSE = () -> Thread.sleep(10);

    private final AgentInvoker invoker;
    private final Thread thread;
    private volatile boolean running = true;

    /** A runner at rest. */
    public AgentRunner(AgentInvoker invoker) {
        this.invoker = invoker;
        this.thread = Thread.ofPlatform().name(invoker.agent().roleName()).daemon(true).unstarted(this::run);
    }

    /** The agent's name. */
    public String roleName() {
        return invoker.agent().roleName();
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Asks the agent to end after its present cycle; does not wait. */
    public void endSoon() {
        running = false;
    }

    /**
     * Lets the agent finish its cycle, closes it on its own thread and waits for that. One that never had its thread was turned by
     * hand, if at all, and is closed here.
     *
     * @return false if it did not end in time; its thread is left behind
     */
    public boolean stop(Duration patience) {
        endSoon();
        if (thread.getState() == Thread.State.NEW) {
            invoker.close();
            return true;
        }
        if (!thread.isAlive()) {
            return true;
        }
        try {
            // It looks up by itself; only one that waits for something else needs the interrupt, and a disk write never gets it.
            if (thread.join(patience.dividedBy(2))) {
                return true;
            }
            thread.interrupt();
            return thread.join(patience.dividedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            while (running) {
                if (invoker.turn() == 0 && running) {
                    invoker.rest(IDLE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            // Asked to stop, which is the only reason for an interrupt; the agent closes below with a clean flag.
            running = false;
        } finally {
            // An interrupt that came while the agent worked must not disturb its closing.
            Thread.interrupted();
            invoker.close();
        }
    }
}
