package io.lintel.hal.sim;

import io.lintel.hal.ProviderFallback;
import io.lintel.hal.TensorSession;
import io.lintel.hal.TensorSpec;
import java.util.List;

/** A session of a {@link SimAccelerator}: real memory, scripted work. One thread. */
final class SimSession extends TensorSession {
    private final SimAccelerator accelerator;
    private final List<ProviderFallback> fallbacks;

    SimSession(SimAccelerator accelerator, String file, List<TensorSpec> inputs, List<TensorSpec> outputs, List<ProviderFallback> fallbacks) {
        super(file, inputs, outputs);
        this.accelerator = accelerator;
        this.fallbacks = fallbacks;
    }

    @Override
    protected void compute() {
        accelerator.run(device(), this);
    }

    @Override
    public String provider() {
        return SimAccelerator.NAME;
    }

    @Override
    public List<ProviderFallback> fallbacks() {
        return fallbacks;
    }

    @Override
    protected void release() {
        // Scripts hold nothing.
    }
}
