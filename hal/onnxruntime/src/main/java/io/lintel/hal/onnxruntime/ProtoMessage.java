package io.lintel.hal.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One protocol-buffer message under construction; what it is made of is copied once, at the end. */
final class ProtoMessage {
    private static final int VARINT_BYTES_MAX = 10;

    private final List<ByteBuffer> parts = new ArrayList<>();
    private int size;

    ProtoMessage number(int id, long value) {
        varint((long) id << 3);
        varint(value);
        return this;
    }

    ProtoMessage text(int id, String value) {
        return bytes(id, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message as it is now: what is added to it later is not in this one. */
    ProtoMessage message(int id, ProtoMessage value) {
        head(id, value.size);
        parts.addAll(value.parts);
        size += value.size;
        return this;
    }

    ProtoMessage bytes(int id, byte[] value) {
        head(id, value.length);
        add(ByteBuffer.wrap(value));
        return this;
    }

    /** A field of another message, as it is there. */
    ProtoMessage copy(ProtoFields.Field field) {
        add(field.whole());
        return this;
    }

    byte[] done() {
        byte[] all = new byte[size];
        int at = 0;
        for (ByteBuffer part : parts) {
            part.get(part.position(), all, at, part.remaining());
            at += part.remaining();
        }
        return all;
    }

    private void head(int id, int length) {
        varint(((long) id << 3) | 2);
        varint(length);
    }

    private void varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        add(bytes.put((byte) rest).flip());
    }

    private void add(ByteBuffer part) {
        parts.add(part);
        size += part.remaining();
    }
}
