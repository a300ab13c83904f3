package io.lintel.hal.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of one protocol-buffer message, in order, as slices of its bytes. */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /**
     * One field.
     *
     * @param number of a varint field, else 0
     * @param content of a field of bytes, else empty
     * @param whole the field with its tag, to be copied as it is
     */
    record Field(int id, long number, ByteBuffer content, ByteBuffer whole) {
        String text() {
            return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
        }

        List<Field> message() {
            return read(content);
        }
    }

    private ProtoFields() {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when it is none
     */
    static List<Field> read(ByteBuffer message) {
        ByteBuffer bytes = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            long tag = varint(bytes);
            long number = 0;
            ByteBuffer content = ByteBuffer.allocate(0);
            switch ((int) (tag & 7)) {
                case VARINT -> number = varint(bytes);
                case FIXED64 -> take(bytes, Long.BYTES);
                case BYTES -> content = take(bytes, varint(bytes));
                case FIXED32 -> take(bytes, Integer.BYTES);
                default -> throw new IllegalArgumentException("no protocol-buffer message");
            }
            fields.add(new Field((int) (tag >>> 3), number, content, bytes.slice(start, bytes.position() - start)));
        }
        return fields;
    }

    /** The numbers of a repeated integer field, packed or not. */
    static List<Long> numbers(List<Field> message, int id) {
        List<Long> numbers = new ArrayList<>();
        for (Field field : message) {
            if (field.id == id && field.content.hasRemaining()) {
                ByteBuffer packed = field.content.duplicate();
                while (packed.hasRemaining()) {
                    numbers.add(varint(packed));
                }
            } else if (field.id == id) {
                numbers.add(field.number);
            }
        }
        return numbers;
    }

    /** The strings of a repeated field. */
    static List<String> texts(List<Field> message, int id) {
        return message.stream().filter(field -> field.id == id).map(Field::text).toList();
    }

    private static ByteBuffer take(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("a protocol-buffer message cut short");
        }
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return slice;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
            byte b = bytes.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a protocol-buffer message cut short");
    }
}
