package io.lintel.hal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What the sessions of all back-ends share: the tensors' memory, which lives as long as the session, and the refusal to run once it
 * is closed. A back-end adds the run. Threading: one thread.
 */
public abstract class TensorSession implements Session {
    private static final long ALIGNMENT = 64;

    private final String device;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> inputMemory;
    private final List<MemorySegment> outputMemory;
    private boolean closed;

    /**
     * Takes the memory, filled with zeros.
     *
     * @param device the model, as errors name it
     */
    protected TensorSession(String device, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.device = device;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        inputMemory = allocate(this.inputs);
        outputMemory = allocate(this.outputs);
    }

    private List<MemorySegment> allocate(List<TensorSpec> specs) {
        return specs.stream().map(spec -> arena.allocate(spec.bytes(), ALIGNMENT)).toList();
    }

    /** One run over the tensors' memory. */
    protected abstract void compute();

    /** Lets go of what the back-end holds; the tensors' memory is still there. Called once. */
    protected abstract void release();

    /** The model, as errors name it. */
    protected final String device() {
        return device;
    }

    @Override
    public final List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public final List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public final MemorySegment input(int index) {
        return inputMemory.get(index);
    }

    @Override
    public final MemorySegment output(int index) {
        return outputMemory.get(index);
    }

    @Override
    public final void run() {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "run model", device, "the session is closed");
        }
        compute();
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            release();
        } finally {
            arena.close();
        }
    }
}
