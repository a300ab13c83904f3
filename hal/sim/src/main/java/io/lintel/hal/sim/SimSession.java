package io.lintel.hal.sim;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.TensorSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A session of a {@link SimAccelerator}: real memory, scripted work. One thread. */
final class SimSession implements Session {
    private static final long ALIGNMENT = 64;

    private final SimAccelerator accelerator;
    private final String file;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final List<ProviderFallback> fallbacks;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> inputMemory;
    private final List<MemorySegment> outputMemory;
    private boolean closed;

    SimSession(SimAccelerator accelerator, String file, List<TensorSpec> inputs, List<TensorSpec> outputs, List<ProviderFallback> fallbacks) {
        this.accelerator = accelerator;
        this.file = file;
        this.inputs = inputs;
        this.outputs = outputs;
        this.fallbacks = fallbacks;
        inputMemory = inputs.stream().map(spec -> arena.allocate(spec.bytes(), ALIGNMENT)).toList();
        outputMemory = outputs.stream().map(spec -> arena.allocate(spec.bytes(), ALIGNMENT)).toList();
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public MemorySegment input(int index) {
        return inputMemory.get(index);
    }

    @Override
    public MemorySegment output(int index) {
        return outputMemory.get(index);
    }

    @Override
    public void run() {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "run model", file, "the session is closed");
        }
        accelerator.run(file, this);
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
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
