package io.lintel.hal.sim;

import io.lintel.hal.Accelerator;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An accelerator whose models do what a script says. Tensors are read from the ONNX file, or given by the script where there is no file;
 * a model without a script answers zeros.
 *
 * <pre>{@code
 * var sim = new SimAccelerator();
 * sim.script("fr_detect.onnx", session -> session.output(0).setAtIndex(JAVA_FLOAT, 1, 0.9f));
 * sim.failRun("fr_feature.onnx", new HalException(GONE, "run model", "sim", "unplugged"));
 * sim.refuse("cuda", "no such device");
 * }</pre>
 *
 * <p>Threading: any thread; scripts run on the thread that runs the session.
 */
public final class SimAccelerator implements Accelerator {
    /** The name of the provider, and what {@link Session#provider()} says. */
    public static final String NAME = "sim";

    /** What a model does in one run: reads {@code session.input(i)}, writes {@code session.output(i)}. */
    @FunctionalInterface
    public interface Script {
        /** One run. */
        void run(Session session);
    }

    /** The tensors of a model that exists only in a test. */
    private record Shape(List<TensorSpec> inputs, List<TensorSpec> outputs) {}

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, Queue<HalException>> loadFaults = new ConcurrentHashMap<>();
    private final Map<String, Queue<HalException>> runFaults = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> runs = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** An accelerator without scripts. */
    public SimAccelerator() {}

    /** What the model of that file name does from now on, also in sessions already loaded. */
    public void script(String file, Script script) {
        scripts.put(file, script);
    }

    /** A model that needs no file. */
    public void script(String file, List<TensorSpec> inputs, List<TensorSpec> outputs, Script script) {
        shapes.put(file, new Shape(List.copyOf(inputs), List.copyOf(outputs)));
        scripts.put(file, script);
    }

    /** The next load of that model fails so; several faults are met one after the other. */
    public void failLoad(String file, HalException fault) {
        loadFaults.computeIfAbsent(file, f -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /** The next run of that model fails so; several faults are met one after the other. */
    public void failRun(String file, HalException fault) {
        runFaults.computeIfAbsent(file, f -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /** An execution provider that is not to be had, as sessions will tell in their fallbacks. */
    public void refuse(String provider, String reason) {
        refused.put(provider, reason);
    }

    /** How often models of that file name have run. */
    public long runs(String file) {
        AtomicLong count = runs.get(file);
        return count == null ? 0 : count.get();
    }

    @Override
    public Session load(Path model, SessionSettings settings) {
        String file = Optional.ofNullable(model.getFileName()).map(Path::toString).orElse("");
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "load model", model.toString(), "the accelerator is closed");
        }
        next(loadFaults, file).ifPresent(fault -> {
            throw fault;
        });
        Shape shape = shapes.get(file);
        if (shape == null) {
            shape = read(model);
        }
        return new SimSession(this, file, shape.inputs, shape.outputs, fallbacks(settings));
    }

    private static Shape read(Path model) {
        if (!Files.isRegularFile(model)) {
            throw new HalException(HalErrorKind.GONE, "load model", model.toString(), "no such file");
        }
        try {
            OnnxSignature signature = OnnxSignature.parse(Files.readAllBytes(model), model.toString());
            return new Shape(signature.inputs(), signature.outputs());
        } catch (IOException e) {
            throw new HalException(HalErrorKind.OTHER, "load model", model.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<ProviderFallback> fallbacks(SessionSettings settings) {
        List<ProviderFallback> fallbacks = new ArrayList<>();
        for (String provider : settings.providers()) {
            String reason = refused.get(provider);
            if (reason == null) {
                break;
            }
            fallbacks.add(new ProviderFallback(provider, reason));
        }
        return List.copyOf(fallbacks);
    }

    /** One run of a session: a scripted fault, or the script. */
    void run(String file, SimSession session) {
        next(runFaults, file).ifPresent(fault -> {
            throw fault;
        });
        Script script = scripts.get(file);
        if (script != null) {
            script.run(session);
        }
        runs.computeIfAbsent(file, f -> new AtomicLong()).incrementAndGet();
    }

    private static Optional<HalException> next(Map<String, Queue<HalException>> faults, String file) {
        Queue<HalException> queue = faults.get(file);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.poll());
    }

    @Override
    public void close() {
        closed = true;
    }
}
