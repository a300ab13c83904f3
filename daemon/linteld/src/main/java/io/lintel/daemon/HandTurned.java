package io.lintel.daemon;

import io.lintel.core.control.Control;
import java.util.List;
import java.util.stream.Stream;

/**
 * A joined daemon without threads: whoever holds it turns the agents, one at a time, in whatever order. The same parts, joined by the
 * same hands, as in production. Of one thread.
 */
public final class HandTurned {
    private final Daemon daemon;
    private final Wiring wiring;
    private final List<AgentInvoker> agents;

    HandTurned(Daemon daemon, Wiring wiring, List<AgentInvoker> agents, AgentInvoker supervisor) {
        this.daemon = daemon;
        this.wiring = wiring;
        this.agents = Stream.concat(agents.stream(), Stream.of(supervisor)).toList();
    }

    /** For {@link Assembly}, which joins both kinds. */
    Daemon daemon() {
        return daemon;
    }

    /** Says that the daemon starts; the agents start when they are first turned. */
    public void begin() {
        daemon.begin();
    }

    /** Every agent, the supervisor last. Not to be turned any more after {@link #stop()} or {@link #perish()}. */
    public List<AgentInvoker> agents() {
        return agents;
    }

    /** What an operator or a hub would tell the door; false if its mailbox is full. */
    public boolean tell(DoorMessage message) {
        return wiring.doorMailbox().offer(message);
    }

    /** The control socket's operations, in-process. Those that wait for an agent wait for ever: it is turned by the same hand. */
    public Control control() {
        return daemon.control();
    }

    /** The people. */
    public PeopleRegister register() {
        return wiring.register();
    }

    /** Stops in an orderly way, as the service manager would have it. */
    public void stop() {
        daemon.close();
    }

    /**
     * Gives back what a killed process would lose to the kernel: files, locks, the socket. No agent hears of it. Database connections
     * opened through {@link Ports#disk()} are their opener's to close.
     */
    public void perish() {
        daemon.perish();
    }
}
