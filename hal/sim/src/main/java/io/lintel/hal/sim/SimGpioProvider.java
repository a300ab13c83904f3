package io.lintel.hal.sim;

import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Lines that exist only here. Without a script nobody opens the door, presses the button or lights a fire. */
public final class SimGpioProvider implements GpioProvider {
    /** Names the file of the trace. */
    public static final String TRACE = "lintel.sim.trace";

    private final Supplier<Gpio> source;

    /**
     * For the service loader: each {@link #open()} gives new lines on the system's monotonic clock. With the system property
     * {@value #TRACE} naming a file, what the outputs do is written there ({@link SimTrace}).
     */
    public SimGpioProvider() {
        this(() -> new SimGpio(System::nanoTime, witness()));
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

    private static BiConsumer<String, SimChange> witness() {
        String file = System.getProperty(TRACE, "");
        return file.isEmpty() ? (_, _) -> {} : new SimTrace(Path.of(file));
    }
}
