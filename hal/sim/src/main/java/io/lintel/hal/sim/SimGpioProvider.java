package io.lintel.hal.sim;

import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import java.util.function.Supplier;

/** Lines that exist only here. Without a script nobody opens the door, presses the button or lights a fire. */
public final class SimGpioProvider implements GpioProvider {
    private final Supplier<Gpio> source;

    /** For the service loader: each {@link #open()} gives new lines on the system's monotonic clock. */
    public SimGpioProvider() {
        this(() -> new SimGpio(System::nanoTime));
    }

    /** Gives out {@code gpio}, so that a test or demonstration keeps the other end of its wires. */
    public SimGpioProvider(SimGpio gpio) {
        this(() -> gpio);
    }

    private SimGpioProvider(Supplier<Gpio> source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public Gpio open() {
        return source.get();
    }
}
