package io.lintel.daemon;

import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.util.Optional;

/** One GPIO back-end for all lines, opened when the first line is wanted, so that a chip may come later. Threading: any thread. */
final class SharedGpio implements AutoCloseable {
    private final GpioProvider provider;
    private Optional<Gpio> open = Optional.empty();

    SharedGpio(GpioProvider provider) {
        this.provider = provider;
    }

    /** Requests an output in its initial state. */
    OutputLine output(LineSettings settings, boolean initial) {
        return gpio().output(settings, initial);
    }

    /** Requests an input. */
    InputLine input(LineSettings settings) {
        return gpio().input(settings);
    }

    private synchronized Gpio gpio() {
        if (open.isEmpty()) {
            open = Optional.of(provider.open());
        }
        return open.get();
    }

    @Override
    public synchronized void close() {
        open.ifPresent(Gpio::close);
        open = Optional.empty();
    }
}
