package io.lintel.hal;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A loaded model with its tensors pinned in native memory: fill the inputs, {@link #run()}, read the outputs. The same memory
 * is used for every run.
 *
 * <p>Threading: one thread. Load the model twice to run it twice at a time.
 */
public interface Session extends AutoCloseable {
    /** The model's inputs in its own order. */
    List<TensorSpec> inputs();

    /** The model's outputs in its own order. */
    List<TensorSpec> outputs();

    /** The memory of an input, native byte order, 64-byte aligned; valid until {@link #close()}. */
    MemorySegment input(int index);

    /** The memory of an output, native byte order; overwritten by each run. */
    MemorySegment output(int index);

    /**
     * Runs the model once.
     *
     * @throws HalException when the device failed
     */
    void run();

    /** Where it really runs: {@code cpu}, {@code cuda}, {@code tensorrt}, {@code sim}. */
    String provider();

    /** The providers that were asked for first and could not, with their reasons, in order. */
    List<ProviderFallback> fallbacks();

    @Override
    void close();
}
