package io.lintel.hal.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.lintel.hal.ElementType;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.TensorSession;
import io.lintel.hal.TensorSpec;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A session whose inputs and outputs are tensors over memory of its own, made once: a run passes the same two maps.
 *
 * <p>ONNX Runtime uses a direct buffer in place only in native byte order (in another it copies or reads garbage), hence the order set
 * on every view here. One thread.
 */
final class PinnedSession extends TensorSession {
    private final OrtSession session;
    private final String provider;
    private final List<ProviderFallback> fallbacks;
    private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

    private PinnedSession(OrtEnvironment environment, OrtSession session, String model, String provider, List<ProviderFallback> fallbacks)
            throws OrtException {
        super(model, specs(session.getInputInfo().values(), model), specs(session.getOutputInfo().values(), model));
        this.session = session;
        this.provider = provider;
        this.fallbacks = List.copyOf(fallbacks);
        for (int i = 0; i < inputs().size(); i++) {
            inputTensors.put(inputs().get(i).name(), pin(environment, inputs().get(i), input(i)));
        }
        for (int i = 0; i < outputs().size(); i++) {
            outputTensors.put(outputs().get(i).name(), pin(environment, outputs().get(i), output(i)));
        }
    }

    /** Takes over a native session; closes it when its tensors cannot be pinned. */
    static Session open(OrtEnvironment environment, OrtSession session, Path model, String provider, List<ProviderFallback> fallbacks) {
        try {
            return new PinnedSession(environment, session, model.toString(), provider, fallbacks);
        } catch (OrtException e) {
            closeQuietly(session);
            throw new HalException(HalErrorKind.OTHER, "load model", model.toString(), Reason.of(e), e);
        } catch (HalException e) {
            closeQuietly(session);
            throw e;
        }
    }

    private static void closeQuietly(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            // The failure that led here is the one to report.
            throw new IllegalStateException("a session that was never used cannot be closed", e);
        }
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes, String device) {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw unsupported(device, "'" + node.getName() + "' is no tensor");
            }
            long[] shape = info.getShape();
            if (Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
                throw unsupported(device, "'" + node.getName() + "' has the open shape " + Arrays.toString(shape) + "; export the model with a fixed one");
            }
            specs.add(new TensorSpec(node.getName(), type(info.type, node.getName(), device), Arrays.stream(shape).boxed().toList()));
        }
        return List.copyOf(specs);
    }

    private static ElementType type(OnnxJavaType type, String name, String device) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case INT64 -> ElementType.INT64;
            case UINT8 -> ElementType.UINT8;
            default -> throw unsupported(device, "'" + name + "' has elements of type " + type + "; float32, int64 and uint8 can be used");
        };
    }

    private static HalException unsupported(String device, String detail) {
        return new HalException(HalErrorKind.UNSUPPORTED, "load model", device, detail);
    }

    private static OnnxTensor pin(OrtEnvironment environment, TensorSpec spec, MemorySegment memory) throws OrtException {
        ByteBuffer bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
        return switch (spec.type()) {
            case FLOAT32 -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
            case UINT8 -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        };
    }

    @Override
    protected void compute() {
        try {
            // The result owns nothing: every output is pinned.
            session.run(inputTensors, outputTensors).close();
        } catch (OrtException e) {
            String reason = Reason.of(e);
            HalErrorKind kind = reason.contains("out of memory") || reason.contains("Failed to allocate memory") ? HalErrorKind.EXHAUSTED : HalErrorKind.OTHER;
            throw new HalException(kind, "run model", device(), "on " + provider + ": " + reason, e);
        }
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public List<ProviderFallback> fallbacks() {
        return fallbacks;
    }

    @Override
    protected void release() {
        inputTensors.values().forEach(OnnxTensor::close);
        outputTensors.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new HalException(HalErrorKind.OTHER, "close model", device(), Reason.of(e), e);
        }
    }
}
