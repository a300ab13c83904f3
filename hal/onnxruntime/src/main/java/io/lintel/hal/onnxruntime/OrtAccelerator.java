package io.lintel.hal.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.lintel.hal.Accelerator;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models with ONNX Runtime. Any thread; sessions outlive it until they are closed themselves.
 *
 * <p>Providers are tried in the order the settings ask for, {@code cpu} last in any case. A refusal is recorded in {@link
 * Session#fallbacks()} and logged once for each provider and reason, however many models meet it.
 */
final class OrtAccelerator implements Accelerator {
    private static final Logger LOG = LoggerFactory.getLogger(OrtAccelerator.class);

    private final OrtEnvironment environment;
    private final Set<ProviderFallback> told = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OrtAccelerator(OrtEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Session load(Path model, SessionSettings settings) {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "load model", model.toString(), "the accelerator is closed");
        }
        if (!Files.isRegularFile(model)) {
            throw new HalException(HalErrorKind.GONE, "load model", model.toString(), "no such file");
        }
        List<ProviderFallback> fallbacks = new ArrayList<>();
        for (String name : order(settings)) {
            ExecutionProvider provider = ExecutionProvider.of(name).orElse(null);
            if (provider == null) {
                fallBack(fallbacks, new ProviderFallback(name, "ONNX Runtime here knows tensorrt, cuda and cpu"));
            } else if (provider == ExecutionProvider.CPU) {
                return PinnedSession.open(environment, onCpu(model, settings), model, provider.key(), fallbacks);
            } else {
                try {
                    return PinnedSession.open(environment, create(model, settings, provider), model, provider.key(), fallbacks);
                } catch (OrtException | IOException | LinkageError | IllegalArgumentException e) {
                    fallBack(fallbacks, new ProviderFallback(name, Reason.of(e)));
                }
            }
        }
        throw new IllegalStateException("cpu is always among the providers");
    }

    private static Set<String> order(SessionSettings settings) {
        Set<String> order = new LinkedHashSet<>(settings.providers());
        order.add(ExecutionProvider.CPU.key());
        return order;
    }

    private void fallBack(List<ProviderFallback> fallbacks, ProviderFallback fallback) {
        fallbacks.add(fallback);
        if (told.add(fallback)) {
            LOG.warn("Accelerator {} is not to be had here, going on without it: {}", fallback.provider(), fallback.reason());
        }
    }

    private OrtSession onCpu(Path model, SessionSettings settings) {
        try {
            return create(model, settings, ExecutionProvider.CPU);
        } catch (OrtException e) {
            HalErrorKind kind = kind(e);
            String detail = kind == HalErrorKind.CORRUPT ? "not a model ONNX Runtime can read: " : "";
            throw new HalException(kind, "load model", model.toString(), detail + Reason.of(e), e);
        } catch (IOException e) {
            throw new HalException(HalErrorKind.OTHER, "load model", model.toString(), Reason.of(e), e);
        }
    }

    private static HalErrorKind kind(OrtException e) {
        return switch (e.getCode()) {
            case ORT_NO_SUCHFILE -> HalErrorKind.GONE;
            case ORT_NOT_IMPLEMENTED -> HalErrorKind.UNSUPPORTED;
            // ORT_FAIL is what a graph with unknown operators or contradictory types gets.
            case ORT_INVALID_PROTOBUF, ORT_INVALID_GRAPH, ORT_NO_MODEL, ORT_INVALID_ARGUMENT, ORT_FAIL -> HalErrorKind.CORRUPT;
            default -> HalErrorKind.OTHER;
        };
    }

    private OrtSession create(Path model, SessionSettings settings, ExecutionProvider provider) throws OrtException, IOException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
            provider.addTo(options, settings);
            // Other providers compute rectifiers as they are.
            Optional<byte[]> rewritten =
                    provider == ExecutionProvider.CPU ? PreluRewrite.of(Files.readAllBytes(model)) : Optional.empty();
            return rewritten.isPresent()
                    ? environment.createSession(rewritten.get(), options)
                    : environment.createSession(model.toString(), options);
        }
    }

    @Override
    public void close() {
        // The environment is the process's own and serves every other accelerator, too.
        closed = true;
    }
}
