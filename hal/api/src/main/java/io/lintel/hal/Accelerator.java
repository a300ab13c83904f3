package io.lintel.hal;

import java.nio.file.Path;

/** Loads and runs models. Threading: any thread. */
public interface Accelerator extends AutoCloseable {
    /**
     * Loads a model, falling back along the order of providers; what was fallen back from is told by {@link
     * Session#fallbacks()}.
     *
     * @param model an ONNX file whose hash the caller has verified
     * @throws HalException {@code GONE} no such file, {@code CORRUPT} not a model, {@code UNSUPPORTED} open shapes or element
     *     types, or no provider can run it
     */
    Session load(Path model, SessionSettings settings);

    @Override
    void close();
}
