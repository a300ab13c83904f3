package io.lintel.hal.contract;

import io.lintel.hal.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** ONNX files of one node, written by hand (onnx.proto, IR 8, opset 13): enough to prove an accelerator without any real model. */
public final class OnnxModels {
    /** ONNX's code of IEEE 754 double precision, which Lintel does not take. */
    public static final int DOUBLE = 11;

    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT64 = 7;

    private OnnxModels() {}

    /** {@code sum = left + right} over [1, 4] floats. */
    public static byte[] add() {
        return model(
                node("Add", List.of("left", "right"), "sum"),
                List.of(value("left", FLOAT, List.of(1L, 4L)), value("right", FLOAT, List.of(1L, 4L))),
                value("sum", FLOAT, List.of(1L, 4L)));
    }

    /** {@code same = given}, of the type and shape of {@code given}. */
    public static byte[] identity(TensorSpec given) {
        int type =
                switch (given.type()) {
                    case FLOAT32 -> FLOAT;
                    case UINT8 -> UINT8;
                    case INT64 -> INT64;
                };
        return identity(type, given.shape());
    }

    /** {@code same = given} with an ONNX type code and extents; an extent of 0 is left open. */
    public static byte[] identity(int type, List<Long> shape) {
        return model(node("Identity", List.of("given"), "same"), List.of(value("given", type, shape)), value("same", type, shape));
    }

    private static byte[] model(byte[] node, List<byte[]> inputs, byte[] output) {
        Message graph = new Message().bytes(1, node).text(2, "test");
        inputs.forEach(input -> graph.bytes(11, input));
        graph.bytes(12, output);
        byte[] opset = new Message().number(2, 13).done();
        return new Message().number(1, 8).bytes(8, opset).bytes(7, graph.done()).done();
    }

    private static byte[] node(String operator, List<String> inputs, String output) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output).text(4, operator).done();
    }

    private static byte[] value(String name, int type, List<Long> shape) {
        Message dimensions = new Message();
        for (long extent : shape) {
            Message dimension = new Message();
            dimensions.bytes(1, extent == 0 ? dimension.text(2, "open").done() : dimension.number(1, extent).done());
        }
        byte[] tensor = new Message().number(1, type).bytes(2, dimensions.done()).done();
        return new Message().text(1, name).bytes(2, new Message().bytes(1, tensor).done()).done();
    }

    /** One protocol-buffer message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] done() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest >= 0x80) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
