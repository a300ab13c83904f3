package io.lintel.hal.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import io.lintel.hal.Gpio;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** The machine's lines in a Pi4J context of their own: no detection, no shutdown hook, our two providers. */
final class Pi4jGpio implements Gpio {
    /** The name lines are held under. */
    static final String CONSUMER = "lintel";

    private final Chips chips;
    private final Object registryLock = new Object();
    private final KernelOutputProvider outputs;
    private final KernelInputProvider inputs;
    private final Context context;
    private long created;
    private boolean closed;

    /**
     * A context.
     *
     * @param dev where the chips' device files are
     * @param consumer the name lines are held under
     * @param nanos {@code CLOCK_MONOTONIC}
     */
    Pi4jGpio(Kernel kernel, Path dev, String consumer, LongSupplier nanos) {
        this.chips = new Chips(kernel, dev);
        this.outputs = new KernelOutputProvider(chips, consumer, registryLock);
        this.inputs = new KernelInputProvider(kernel, chips, consumer, nanos, registryLock);
        // the daemon itself brings the relay to rest on its way out; a hook of Pi4J's would race with it
        this.context =
                Pi4J.newContextBuilder().noAutoDetect().noAutoInject().disableShutdownHook().add(outputs, inputs).build();
    }

    /** The Pi4J context, for Pi4J's own devices on the same lines. */
    Context context() {
        return context;
    }

    @Override
    public List<LineInfo> lines() {
        return chips.lines();
    }

    @Override
    public OutputLine output(LineSettings settings, boolean initial) {
        synchronized (registryLock) {
            requireOpen(settings);
            return outputs.create(nextId(settings), settings, initial);
        }
    }

    @Override
    public InputLine input(LineSettings settings) {
        synchronized (registryLock) {
            requireOpen(settings);
            return inputs.create(nextId(settings), settings);
        }
    }

    @Override
    public void close() {
        synchronized (registryLock) {
            if (closed) {
                return;
            }
            closed = true;
            // outputs first: the relay goes to rest before anything else can go wrong
            context.registry().allByType(DigitalOutput.class).values().forEach(DigitalOutput::close);
            context.registry().allByType(DigitalInput.class).values().forEach(DigitalInput::close);
            context.shutdown();
        }
    }

    private void requireOpen(LineSettings settings) {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "request line", settings.label(), "the back-end was closed");
        }
    }

    /** Unique though a line may be requested again before its unplugged forerunner is closed. */
    private String nextId(LineSettings settings) {
        return settings.label() + "#" + ++created;
    }
}
