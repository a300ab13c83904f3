package io.lintel.hal.sim;

import io.lintel.hal.ElementType;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The inputs and outputs an ONNX file declares, read without any runtime: a walk over the few protocol-buffer fields that matter
 * (onnx.proto: ModelProto.graph 7; GraphProto.node 1, initializer 5, input 11, output 12).
 *
 * @param inputs in the model's order, without those that are only initial values
 * @param outputs in the model's order
 */
record OnnxSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int TENSOR_NAME = 8;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;

    static OnnxSignature parse(byte[] bytes, String device) {
        ProtoReader model = new ProtoReader(bytes, device);
        while (model.next()) {
            if (model.field() == MODEL_GRAPH) {
                return graph(model.message(), device);
            }
        }
        throw model.corrupt();
    }

    private static OnnxSignature graph(ProtoReader graph, String device) {
        List<ProtoReader> inputs = new ArrayList<>();
        List<ProtoReader> outputs = new ArrayList<>();
        Set<String> initial = new HashSet<>();
        boolean nodes = false;
        while (graph.next()) {
            switch (graph.field()) {
                case GRAPH_NODE -> nodes = true;
                case GRAPH_INITIALIZER -> initial.add(text(graph.message(), TENSOR_NAME));
                case GRAPH_INPUT -> inputs.add(graph.message());
                case GRAPH_OUTPUT -> outputs.add(graph.message());
                default -> {}
            }
        }
        if (!nodes || outputs.isEmpty()) {
            throw graph.corrupt();
        }
        List<TensorSpec> taken = new ArrayList<>();
        for (ProtoReader input : inputs) {
            String name = text(input.copy(), VALUE_NAME);
            if (!initial.contains(name)) {
                taken.add(spec(name, input, device));
            }
        }
        List<TensorSpec> given = new ArrayList<>();
        for (ProtoReader output : outputs) {
            given.add(spec(text(output.copy(), VALUE_NAME), output, device));
        }
        return new OnnxSignature(List.copyOf(taken), List.copyOf(given));
    }

    private static String text(ProtoReader message, int field) {
        while (message.next()) {
            if (message.field() == field) {
                return new String(message.bytes(), StandardCharsets.UTF_8);
            }
        }
        throw message.corrupt();
    }

    /** ValueInfoProto.type 2 → TypeProto.tensor_type 1 → elem_type 1, shape 2 → dim 1 → dim_value 1. */
    private static TensorSpec spec(String name, ProtoReader value, String device) {
        ElementType type = null;
        List<Long> shape = new ArrayList<>();
        ProtoReader tensor = value.inner(VALUE_TYPE).inner(1);
        while (tensor.next()) {
            if (tensor.field() == 1) {
                type = type(tensor.number(), name, device);
            } else if (tensor.field() == 2) {
                ProtoReader dimensions = tensor.message();
                while (dimensions.next()) {
                    shape.add(extent(dimensions.message()));
                }
            }
        }
        if (type == null) {
            throw value.corrupt();
        }
        if (shape.stream().anyMatch(extent -> extent < 1)) {
            throw unsupported(device, "'" + name + "' has the open shape " + shape + "; export the model with a fixed one");
        }
        return new TensorSpec(name, type, shape);
    }

    private static long extent(ProtoReader dimension) {
        while (dimension.next()) {
            if (dimension.field() == 1) {
                return dimension.number();
            }
        }
        return -1;
    }

    private static ElementType type(long code, String name, String device) {
        return switch ((int) code) {
            case 1 -> ElementType.FLOAT32;
            case 2 -> ElementType.UINT8;
            case 7 -> ElementType.INT64;
            default -> throw unsupported(device, "'" + name + "' has elements of ONNX type " + code + "; float32, int64 and uint8 can be used");
        };
    }

    private static HalException unsupported(String device, String detail) {
        return new HalException(HalErrorKind.UNSUPPORTED, "load model", device, detail);
    }
}
