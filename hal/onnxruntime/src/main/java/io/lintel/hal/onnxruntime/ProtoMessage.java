package io.lintel.hal.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One protocol-buffer message under construction. */
final class ProtoMessage {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoMessage number(int id, long value) {
        varint((long) id << 3);
        varint(value);
        return this;
    }

    ProtoMessage text(int id, String value) {
        return bytes(id, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int id, ProtoMessage value) {
        return bytes(id, value.out.toByteArray());
    }

    ProtoMessage bytes(int id, byte[] value) {
        varint(((long) id << 3) | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** A field of another message, as it is there. */
    ProtoMessage copy(ProtoFields.Field field) {
        ByteBuffer whole = field.whole().duplicate();
        byte[] bytes = new byte[whole.remaining()];
        whole.get(bytes);
        out.writeBytes(bytes);
        return this;
    }

    byte[] done() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
