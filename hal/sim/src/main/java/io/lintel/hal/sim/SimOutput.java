package io.lintel.hal.sim;

import io.lintel.hal.HalException;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;

/** An output of {@link SimGpio}. */
final class SimOutput implements OutputLine {
    private final SimGpio gpio;
    private final SimWire wire;
    private final LineSettings settings;
    private final boolean initial;
    private final int plugged;
    private boolean active;
    private boolean closed;

    SimOutput(SimGpio gpio, SimWire wire, LineSettings settings, boolean initial, int plugged) {
        this.gpio = gpio;
        this.wire = wire;
        this.settings = settings;
        this.initial = initial;
        this.plugged = plugged;
        this.active = initial;
    }

    /** The request itself, which drives the initial state; the lock is held. */
    void born() {
        put(initial);
    }

    @Override
    public void set(boolean wanted) {
        gpio.lock.lock();
        try {
            gpio.requireAlive("set", settings.label(), plugged, closed);
            if (wanted != active) {
                put(wanted);
            }
        } finally {
            gpio.lock.unlock();
        }
    }

    @Override
    public boolean isActive() {
        gpio.lock.lock();
        try {
            return active;
        } finally {
            gpio.lock.unlock();
        }
    }

    boolean isHigh() {
        return active ^ settings.activeLow();
    }

    @Override
    public void close() {
        gpio.lock.lock();
        try {
            if (!closed) {
                set(initial);
            }
        } catch (HalException gone) {
            active = initial; // an unplugged chip drives nothing
        } finally {
            closed = true;
            wire.release(this);
            gpio.lock.unlock();
        }
    }

    private void put(boolean wanted) {
        active = wanted;
        gpio.driven(wire, new SimChange(wanted, isHigh(), gpio.now()));
    }
}
