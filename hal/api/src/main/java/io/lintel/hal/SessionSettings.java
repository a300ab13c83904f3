package io.lintel.hal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a model is to be run.
 *
 * @param providers execution providers in order of preference: {@code tensorrt}, {@code cuda}, {@code cpu}; the first that can
 *     run the model wins, {@code cpu} is tried last in any case
 * @param threads CPU threads of one run, 1..64
 * @param spinning whether idle threads spin: faster by some percent, at the price of a busy core
 * @param halfPrecision whether an accelerator may compute in fp16
 * @param deviceId which accelerator, 0-based
 * @param engineCache where compiled engines are kept (TensorRT), if anywhere
 */
public record SessionSettings(
        List<String> providers,
        int threads,
        boolean spinning,
        boolean halfPrecision,
        int deviceId,
        Optional<Path> engineCache) {
    /** Checks the ranges. */
    public SessionSettings {
        providers = List.copyOf(providers);
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads = " + threads + "; must be 1..64");
        }
        if (deviceId < 0) {
            throw new IllegalArgumentException("device id = " + deviceId + "; must not be negative");
        }
    }

    /** One CPU thread, no spinning: the setting that is right everywhere until measured otherwise. */
    public static SessionSettings cpu() {
        return new SessionSettings(List.of("cpu"), 1, false, false, 0, Optional.empty());
    }
}
