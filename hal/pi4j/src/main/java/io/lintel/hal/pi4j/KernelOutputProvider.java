package io.lintel.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import io.lintel.hal.LineSettings;

/** Pi4J's digital outputs on the kernel's GPIO device. */
final class KernelOutputProvider extends DigitalOutputProviderBase {
    /** Under which id a Pi4J context knows it. */
    static final String ID = "lintel-digital-output";

    private final Chips chips;
    private final String consumer;
    private final Object registryLock;

    /**
     * A provider.
     *
     * @param consumer the name lines are held under
     * @param registryLock guards Pi4J's registry, whose removal is not made for two threads
     */
    KernelOutputProvider(Chips chips, String consumer, Object registryLock) {
        super(ID, "Lintel digital output (gpiochip)");
        this.chips = chips;
        this.consumer = consumer;
        this.registryLock = registryLock;
    }

    /** For Pi4J programs: chip by number, line by offset. */
    @Override
    public DigitalOutput create(DigitalOutputConfig plain) {
        LineOutputConfig config = LineOutputConfig.of(plain);
        try (FoundLine found = chips.at(config.line().bus(), config.line().offset())) {
            return request(found, config);
        }
    }

    /** Chip by label, line by name; it is born {@code initial}. */
    KernelOutput create(String id, LineSettings settings, boolean initial) {
        try (FoundLine found = chips.find(settings)) {
            return request(found, new LineOutputConfig(id, LineAddress.of(found, settings), initial));
        }
    }

    private KernelOutput request(FoundLine found, LineOutputConfig config) {
        LineSettings settings = config.line().settings();
        LineRequest request = LineRequest.output(found.offset(), consumer, settings, config.initial());
        // first the line, then the registry: the registry keeps the address of an I/O that failed to initialise
        HeldLine line = found.chip().request(request, settings.label());
        try {
            KernelOutput output = new KernelOutput(this, config, line, registryLock);
            synchronized (registryLock) {
                context().registry().add(output);
            }
            return output;
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }
}
