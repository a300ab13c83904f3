package io.lintel.hal.sim;

import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;

/** The simulated accelerator by its configured name; without a script its models answer zeros: nobody is ever seen. */
public final class SimAcceleratorProvider implements AcceleratorProvider {
    /** For {@link java.util.ServiceLoader}. */
    public SimAcceleratorProvider() {}

    @Override
    public String name() {
        return SimAccelerator.NAME;
    }

    @Override
    public Accelerator open() {
        return new SimAccelerator();
    }
}
