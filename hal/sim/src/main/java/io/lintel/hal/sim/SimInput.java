package io.lintel.hal.sim;

import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import java.util.ArrayDeque;
import java.util.Optional;

/** An input of {@link SimGpio}. All state is guarded by the chip's lock. */
final class SimInput implements InputLine {
    /** How many edges wait to be taken, as many as the kernel keeps for a line at most. */
    static final int BUFFER_MAX = 1024;

    private final SimGpio gpio;
    private final SimWire wire;
    private final LineSettings settings;
    private final long debounceNanos;
    private final int plugged;
    private final ArrayDeque<Edge> buffer = new ArrayDeque<>();
    private long sequence;
    private boolean level;
    /** A change that must outlast the debounce before it counts. */
    private boolean pending;

    private long pendingUntil;
    private boolean closed;

    SimInput(SimGpio gpio, SimWire wire, LineSettings settings, int plugged) {
        this.gpio = gpio;
        this.wire = wire;
        this.settings = settings;
        this.debounceNanos = settings.debounce().toNanos();
        this.plugged = plugged;
    }

    long now() {
        return gpio.now();
    }

    boolean activeLow() {
        return settings.activeLow();
    }

    Bias bias() {
        return settings.bias();
    }

    /** The level at birth is a state, not an edge. */
    void born() {
        level = wire.level(activeLow(), bias());
    }

    /** The world gave the wire a level. */
    void level(boolean active, long nanos) {
        mature(nanos);
        pending = active != level;
        pendingUntil = nanos + debounceNanos;
        if (debounceNanos == 0) {
            mature(nanos);
        }
    }

    @Override
    public boolean isActive() {
        gpio.lock.lock();
        try {
            gpio.requireAlive("read", settings.label(), plugged, closed);
            settle();
            return level;
        } finally {
            gpio.lock.unlock();
        }
    }

    @Override
    public Optional<Edge> await(long timeoutNanos) {
        gpio.lock.lock();
        try {
            long left = timeoutNanos;
            while (true) {
                gpio.requireAlive("await edge", settings.label(), plugged, closed);
                settle();
                Edge edge = buffer.pollFirst();
                if (edge != null || left <= 0) {
                    return Optional.ofNullable(edge);
                }
                long now = gpio.now();
                long wait = Math.min(left, Math.min(wire.untilNext(now), pending ? pendingUntil - now : Long.MAX_VALUE));
                left -= wait - gpio.changed.awaitNanos(wait);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the caller's loop ends by it; there was no edge
            return Optional.empty();
        } finally {
            gpio.lock.unlock();
        }
    }

    @Override
    public void close() {
        gpio.lock.lock();
        try {
            closed = true;
            wire.release(this);
            gpio.changed.signalAll();
        } finally {
            gpio.lock.unlock();
        }
    }

    private void settle() {
        long now = gpio.now();
        wire.settle(now);
        mature(now);
    }

    private void mature(long now) {
        if (pending && pendingUntil - now <= 0) {
            pending = false;
            level = !level;
            if (buffer.size() == BUFFER_MAX) {
                buffer.removeFirst();
            }
            buffer.addLast(new Edge(level, pendingUntil, ++sequence));
        }
    }
}
