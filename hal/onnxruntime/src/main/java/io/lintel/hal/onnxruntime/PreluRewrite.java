package io.lintel.hal.onnxruntime;

import io.lintel.hal.onnxruntime.ProtoFields.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites a model's parametric rectifiers for the processor. ONNX Runtime computes {@code PRelu} one number at a time with a branch
 * that real pictures make unpredictable, and leaves its blocked memory layout before and after: in face embedders that is two thirds
 * of a run. Written as two 1×1 convolutions a channel, the same function stays vectorised and in the layout:
 *
 * <pre>
 *   PRelu(x) = s·x + (1 − s)·max(x, 0)
 *            = Conv(x; s) + Relu(Conv(x; 1 − s))      where no slope s is above 1, else
 *            = Conv(x; s) + Conv(Relu(x); 1 − s)
 * </pre>
 *
 * Results differ by rounding only (1e-6 of the value). Only a {@code PRelu} right after a {@code Conv}, with constant slopes for each
 * channel, is touched; a model without one, or one that is not understood, is left to ONNX Runtime as it is. Field numbers are those
 * of onnx.proto.
 */
final class PreluRewrite {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int INPUT_NAME = 1;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_GRAPH = 6;
    private static final int ATTRIBUTE_GRAPHS = 11;
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;
    private static final int FLOAT = 1;

    private final List<Field> graph;
    private final Map<String, String> producers = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, float[]> slopes = new HashMap<>();
    private final Set<String> replacedSlopes = new HashSet<>();
    private final ProtoMessage out = new ProtoMessage();
    private final ProtoMessage constants = new ProtoMessage();
    private boolean nested;

    private PreluRewrite(List<Field> graph) {
        this.graph = graph;
    }

    /** The model with its rectifiers rewritten; empty if there is nothing to rewrite. */
    static Optional<byte[]> of(byte[] model) {
        try {
            ProtoMessage out = new ProtoMessage();
            boolean rewritten = false;
            for (Field field : ProtoFields.read(ByteBuffer.wrap(model))) {
                Optional<ProtoMessage> graph = field.id() == MODEL_GRAPH ? new PreluRewrite(field.message()).rewrite() : Optional.empty();
                if (graph.isPresent()) {
                    out.message(MODEL_GRAPH, graph.get());
                    rewritten = true;
                } else {
                    out.copy(field);
                }
            }
            return rewritten ? Optional.of(out.done()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Not a model: ONNX Runtime says better what is wrong with it.
            return Optional.empty();
        }
    }

    private Optional<ProtoMessage> rewrite() {
        survey();
        for (Field field : graph) {
            if (field.id() == GRAPH_NODE) {
                node(field);
            } else if (field.id() != GRAPH_INITIALIZER) {
                out.copy(field);
            }
        }
        // A graph within the graph may use names of this one unseen.
        if (replacedSlopes.isEmpty() || nested) {
            return Optional.empty();
        }
        for (Field field : graph) {
            // A constant that nobody uses any more would be warned of at every start.
            if (field.id() == GRAPH_INITIALIZER && !(replacedSlopes.contains(name(field)) && uses.getOrDefault(name(field), 0) == 0)) {
                out.copy(field);
            }
        }
        ProtoFields.read(ByteBuffer.wrap(constants.done())).forEach(out::copy);
        return Optional.of(out);
    }

    private void survey() {
        Set<String> given = new HashSet<>();
        for (Field field : graph) {
            if (field.id() == GRAPH_NODE) {
                List<Field> node = field.message();
                ProtoFields.texts(node, NODE_OUTPUT).forEach(output -> producers.put(output, operator(node)));
                ProtoFields.texts(node, NODE_INPUT).forEach(input -> uses.merge(input, 1, Integer::sum));
                nested |= node.stream().anyMatch(part -> part.id() == NODE_ATTRIBUTE && holdsGraph(part.message()));
            } else if (field.id() == GRAPH_INPUT) {
                given.addAll(ProtoFields.texts(field.message(), INPUT_NAME));
            }
        }
        for (Field field : graph) {
            // What is also an input may be overridden: no constant.
            if (field.id() == GRAPH_INITIALIZER && !given.contains(name(field))) {
                slopes(field.message()).ifPresent(values -> slopes.put(name(field), values));
            }
        }
    }

    private void node(Field field) {
        List<Field> node = field.message();
        List<String> inputs = ProtoFields.texts(node, NODE_INPUT);
        List<String> outputs = ProtoFields.texts(node, NODE_OUTPUT);
        float[] slope = inputs.size() == 2 ? slopes.get(inputs.get(1)) : null;
        boolean fits = operator(node).equals("PRelu")
                && slope != null
                && outputs.size() == 1
                && "Conv".equals(producers.get(inputs.get(0)));
        if (!fits || slope == null) {
            out.copy(field);
            return;
        }
        replacedSlopes.add(inputs.get(1));
        uses.merge(inputs.get(1), -1, Integer::sum);
        replace(inputs.get(0), slope, outputs.get(0));
    }

    private void replace(String x, float[] slope, String y) {
        String linear = y + "/linear";
        String kink = y + "/kink";
        float[] rest = new float[slope.length];
        boolean convex = true;
        for (int c = 0; c < rest.length; c++) {
            rest[c] = 1 - slope[c];
            convex &= rest[c] >= 0;
        }
        constant(linear + "/s", slope);
        constant(kink + "/s", rest);
        scale(x, linear + "/s", slope.length, linear);
        if (convex) {
            scale(x, kink + "/s", slope.length, kink + "/x");
            node("Relu", List.of(kink + "/x"), kink);
        } else {
            node("Relu", List.of(x), kink + "/x");
            scale(kink + "/x", kink + "/s", slope.length, kink);
        }
        node("Add", List.of(linear, kink), y);
    }

    private void scale(String x, String factors, int channels, String y) {
        ProtoMessage group = new ProtoMessage().text(1, "group").number(3, channels).number(20, 2);
        ProtoMessage kernel = new ProtoMessage().text(1, "kernel_shape").number(8, 1).number(8, 1).number(20, 7);
        out.message(
                GRAPH_NODE,
                written("Conv", List.of(x, factors), y).message(NODE_ATTRIBUTE, group).message(NODE_ATTRIBUTE, kernel));
    }

    private void node(String operator, List<String> inputs, String output) {
        out.message(GRAPH_NODE, written(operator, inputs, output));
    }

    private static ProtoMessage written(String operator, List<String> inputs, String output) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(NODE_INPUT, input));
        return node.text(NODE_OUTPUT, output).text(3, output).text(NODE_OPERATOR, operator);
    }

    private void constant(String name, float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        ProtoMessage tensor = new ProtoMessage().number(TENSOR_DIMS, values.length);
        for (int i = 0; i < 3; i++) {
            tensor.number(TENSOR_DIMS, 1);
        }
        constants.message(
                GRAPH_INITIALIZER, tensor.number(TENSOR_TYPE, FLOAT).text(TENSOR_NAME, name).bytes(TENSOR_RAW, raw.array()));
    }

    /** One slope a channel, of shape [channels, 1, 1]. */
    private static Optional<float[]> slopes(List<Field> tensor) {
        List<Long> shape = ProtoFields.numbers(tensor, TENSOR_DIMS);
        boolean fits = shape.size() == 3
                && shape.get(1) == 1
                && shape.get(2) == 1
                && ProtoFields.numbers(tensor, TENSOR_TYPE).equals(List.of((long) FLOAT));
        for (Field field : tensor) {
            if (fits && field.id() == TENSOR_RAW && field.content().remaining() == shape.get(0) * Float.BYTES) {
                float[] values = new float[field.content().remaining() / Float.BYTES];
                field.content().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                return Optional.of(values);
            }
        }
        return Optional.empty();
    }

    private static boolean holdsGraph(List<Field> attribute) {
        return attribute.stream().anyMatch(part -> part.id() == ATTRIBUTE_GRAPH || part.id() == ATTRIBUTE_GRAPHS);
    }

    private static String name(Field initializer) {
        return String.join("", ProtoFields.texts(initializer.message(), TENSOR_NAME));
    }

    private static String operator(List<Field> node) {
        return String.join("", ProtoFields.texts(node, NODE_OPERATOR));
    }
}
