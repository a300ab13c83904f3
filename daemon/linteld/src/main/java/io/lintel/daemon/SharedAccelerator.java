package io.lintel.daemon;

import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import java.util.Optional;
import java.util.function.Supplier;

/** One accelerator back-end for vision and enrolment, opened when the first model is wanted. Threading: any thread. */
final class SharedAccelerator implements Supplier<Accelerator>, AutoCloseable {
    private final AcceleratorProvider provider;
    private Optional<Accelerator> open = Optional.empty();

    SharedAccelerator(AcceleratorProvider provider) {
        this.provider = provider;
    }

    @Override
    public synchronized Accelerator get() {
        if (open.isEmpty()) {
            open = Optional.of(provider.open());
        }
        return open.get();
    }

    /** To be called only when no model runs any more. */
    @Override
    public synchronized void close() {
        open.ifPresent(Accelerator::close);
        open = Optional.empty();
    }
}
