package io.lintel.hal.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.lintel.hal.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The execution providers Lintel can ask ONNX Runtime for. That one is listed proves nothing: only a session does. */
enum ExecutionProvider {
    /** NVIDIA TensorRT; compiles engines at load, which the cache keeps. What it cannot run goes to CUDA. */
    TENSORRT("tensorrt") {
        @Override
        void addTo(SessionOptions options, SessionSettings settings) throws OrtException, IOException {
            try (OrtTensorRTProviderOptions tensorrt = new OrtTensorRTProviderOptions(settings.deviceId())) {
                if (settings.halfPrecision()) {
                    tensorrt.add("trt_fp16_enable", "1");
                }
                if (settings.engineCache().isPresent()) {
                    Path cache = Files.createDirectories(settings.engineCache().get());
                    tensorrt.add("trt_engine_cache_enable", "1");
                    tensorrt.add("trt_engine_cache_path", cache.toString());
                    tensorrt.add("trt_timing_cache_enable", "1");
                    tensorrt.add("trt_timing_cache_path", cache.toString());
                }
                options.addTensorrt(tensorrt);
            }
            CUDA.addTo(options, settings);
        }
    },
    /** NVIDIA CUDA. It computes in the model's own precision. */
    CUDA("cuda") {
        @Override
        void addTo(SessionOptions options, SessionSettings settings) throws OrtException, IOException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.deviceId())) {
                options.addCUDA(cuda);
            }
        }
    },
    /** The processor. */
    CPU("cpu") {
        @Override
        void addTo(SessionOptions options, SessionSettings settings) {
            // ONNX Runtime adds it by itself, last.
        }
    };

    private final String key;

    ExecutionProvider(String key) {
        this.key = key;
    }

    /** The name in the configuration. */
    String key() {
        return key;
    }

    /** Asks a session's options for this provider. */
    abstract void addTo(SessionOptions options, SessionSettings settings) throws OrtException, IOException;

    /** The provider of that name. */
    static Optional<ExecutionProvider> of(String key) {
        for (ExecutionProvider provider : values()) {
            if (provider.key.equals(key)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }
}
