package io.lintel.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import io.lintel.hal.LineSettings;
import java.util.function.LongSupplier;

/** Pi4J's digital inputs on the kernel's GPIO device. */
final class KernelInputProvider extends DigitalInputProviderBase {
    /** Under which id a Pi4J context knows it. */
    static final String ID = "lintel-digital-input";

    private final Kernel kernel;
    private final Chips chips;
    private final String consumer;
    private final LongSupplier nanos;
    private final Object registryLock;

    /** A provider; parameters as for {@link KernelOutputProvider}. */
    KernelInputProvider(Kernel kernel, Chips chips, String consumer, LongSupplier nanos, Object registryLock) {
        super(ID, "Lintel digital input (gpiochip)");
        this.kernel = kernel;
        this.chips = chips;
        this.consumer = consumer;
        this.nanos = nanos;
        this.registryLock = registryLock;
    }

    /** For Pi4J programs: chip by number, line by offset. */
    @Override
    public DigitalInput create(DigitalInputConfig plain) {
        LineInputConfig config = LineInputConfig.of(plain);
        try (FoundLine found = chips.at(config.line().bus(), config.line().offset())) {
            return request(found, config);
        }
    }

    /** Chip by label, line by name. */
    KernelInput create(String id, LineSettings settings) {
        try (FoundLine found = chips.find(settings)) {
            return request(found, new LineInputConfig(id, LineAddress.of(found, settings)));
        }
    }

    private KernelInput request(FoundLine found, LineInputConfig config) {
        LineSettings settings = config.line().settings();
        LineRequest request = LineRequest.input(found.offset(), consumer, settings);
        HeldLine line = found.chip().request(request, settings.label());
        try {
            KernelInput input = new KernelInput(this, config, line, new EdgeReader(kernel, line, nanos), registryLock);
            synchronized (registryLock) {
                context().registry().add(input);
            }
            return input;
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }
}
