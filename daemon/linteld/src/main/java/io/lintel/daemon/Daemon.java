package io.lintel.daemon;

import io.lintel.core.control.Control;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.daemon.control.ControlServer;
import io.lintel.daemon.store.StateDirectory;
import io.lintel.daemon.uplink.UplinkAgent;
import io.lintel.daemon.uplink.UplinkStatus;
import io.lintel.hal.ServiceNotifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A joined daemon: start it, ask it, stop it. Stopping locks the door first, then writes down what is left. Threading: {@link
 * #start()} and {@link #close()} by anybody, once each; closing again does nothing.
 */
public final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long stopping waits for a broker to take the last events; a backlog of weeks goes on after the next start. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Wiring wiring;
    private final List<AgentRunner> runners = new ArrayList<>();
    private final AgentRunner supervisor;
    private final ControlServer control;
    private final SharedGpio gpio;
    private final SharedAccelerator accelerator;
    private final StateDirectory state;
    private final ServiceNotifier notifier;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final Pause pause;
    private boolean closed;
    private boolean leftBehind;

    /** Lets a moment pass while the daemon stops. */
    @FunctionalInterface
    public interface Pause {
        /** Lets it pass. */
        void rest() throws InterruptedException;
    }

    Daemon(
            Wiring wiring,
            List<AgentInvoker> agents,
            AgentInvoker supervisor,
            ControlServer control,
            SharedGpio gpio,
            SharedAccelerator accelerator,
            StateDirectory state,
            ServiceNotifier notifier,
            LongSupplier nanos,
            InstantSource wall,
            Pause pause) {
        this.wiring = wiring;
        agents.forEach(each -> runners.add(new AgentRunner(each)));
        this.supervisor = new AgentRunner(supervisor);
        this.control = control;
        this.gpio = gpio;
        this.accelerator = accelerator;
        this.state = state;
        this.notifier = notifier;
        this.nanos = nanos;
        this.wall = wall;
        this.pause = pause;
    }

    /** Gives every agent its thread. */
    public void start() {
        begin();
        runners.forEach(AgentRunner::start);
        supervisor.start();
        control.start();
    }

    /** Says that it starts. */
    void begin() {
        LOG.info(
                "lintel {} starts: site {}, door {}",
                Version.current(),
                wiring.config().site().id(),
                wiring.config().door().id());
        tell(EventType.HEALTH_STARTED, Map.of("version", Version.current()));
    }

    /** The daemon's operations, in-process, on behalf of {@code local}. */
    public Control control() {
        return new DaemonControl(wiring, "local");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wiring.stopping().set(true);
        notifier.stopping();
        // The door first: whatever hangs below, it is locked.
        stop("door");
        control.close();
        List<AgentRunner> makers = runners.stream()
                .filter(each -> !each.roleName().equals("journal") && !each.roleName().equals("uplink"))
                .toList();
        supervisor.endSoon();
        makers.forEach(AgentRunner::endSoon);
        makers.forEach(this::stop);
        supervisor.stop(PATIENCE);
        tell(EventType.HEALTH_STOPPED, Map.of("version", Version.current()));
        flush();
        stop("uplink");
        stop("journal");
        closeAll();
        LOG.info("lintel stopped");
    }

    /** What is still to be written is, and what is written leaves if a broker listens: so the last thing it hears is the stop itself. */
    private void flush() {
        try {
            // A journal that cannot write now will not in a moment either; it tries once more when it is closed.
            if (wiring.journal().status().writing()) {
                await(wiring.bridge()::drained, PATIENCE);
            }
            if (wiring.uplink().isPresent()) {
                UplinkAgent uplink = wiring.uplink().get();
                await(() -> delivered(uplink.status()), FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Or cannot be at present. */
    private boolean delivered(UplinkStatus status) {
        return status.ackedUpTo() >= wiring.bridge().lastSeq() || status.phase() != UplinkStatus.Phase.ONLINE;
    }

    private void await(BooleanSupplier done, Duration patience) throws InterruptedException {
        long end = nanos.getAsLong() + patience.toNanos();
        while (!done.getAsBoolean() && end - nanos.getAsLong() > 0) {
            pause.rest();
        }
    }

    /** Gives back what the kernel would take from a killed process; see {@link HandTurned#perish}. */
    void perish() {
        closed = true;
        control.close();
        closeAll();
    }

    private void closeAll() {
        wiring.enrolment().close();
        wiring.register().close();
        wiring.reader().close();
        if (!leftBehind) {
            // A model that still runs would crash the process without its runtime.
            accelerator.close();
        }
        gpio.close();
        state.close();
    }

    private void tell(EventType type, Map<String, String> detail) {
        if (!wiring.bridge().offer(DoorEvent.of(type, new Moment(nanos.getAsLong(), wall.instant()), detail))) {
            LOG.error("the journal has no room for {}", type.type());
        }
    }

    private void stop(String role) {
        runners.stream().filter(each -> each.roleName().equals(role)).forEach(this::stop);
    }

    private void stop(AgentRunner runner) {
        if (!runner.stop(PATIENCE)) {
            leftBehind = true;
            LOG.error("agent {} does not stop; leaving it behind", runner.roleName());
        }
    }
}
