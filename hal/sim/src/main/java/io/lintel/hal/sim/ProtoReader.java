package io.lintel.hal.sim;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.util.Arrays;

/** A forward walk over the fields of one protocol-buffer message; refuses whatever is not well formed. */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final String device;
    private int at;
    private int field;
    private int wire;
    private long number;
    private int from;
    private int to;

    ProtoReader(byte[] bytes, String device) {
        this(bytes, 0, bytes.length, device);
    }

    private ProtoReader(byte[] bytes, int start, int end, String device) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.device = device;
        this.at = start;
    }

    /** The same message from its beginning. */
    ProtoReader copy() {
        return new ProtoReader(bytes, start, end, device);
    }

    /** Steps to the next field; false at the end. */
    boolean next() {
        if (at >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field < 1) {
            throw corrupt();
        }
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(8);
            case BYTES -> {
                long length = varint();
                from = at;
                skip(length);
                to = at;
            }
            case FIXED32 -> skip(4);
            default -> throw corrupt();
        }
        return true;
    }

    int field() {
        return field;
    }

    long number() {
        if (wire != VARINT) {
            throw corrupt();
        }
        return number;
    }

    byte[] bytes() {
        requireBytes();
        return Arrays.copyOfRange(bytes, from, to);
    }

    ProtoReader message() {
        requireBytes();
        return new ProtoReader(bytes, from, to, device);
    }

    /** The first message of that field. */
    ProtoReader inner(int wanted) {
        ProtoReader walk = copy();
        while (walk.next()) {
            if (walk.field == wanted) {
                return walk.message();
            }
        }
        throw corrupt();
    }

    HalException corrupt() {
        return new HalException(HalErrorKind.CORRUPT, "load model", device, "not an ONNX model");
    }

    private void requireBytes() {
        if (wire != BYTES) {
            throw corrupt();
        }
    }

    private void skip(long length) {
        if (length < 0 || length > end - at) {
            throw corrupt();
        }
        at += (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw corrupt();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw corrupt();
    }
}
