package io.lintel.hal;

/** The number format of a tensor's elements. */
public enum ElementType {
    /** IEEE 754 single precision. */
    FLOAT32(4),
    /** Two's-complement 64-bit integer. */
    INT64(8),
    /** Unsigned byte. */
    UINT8(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes an element. */
    public int bytes() {
        return bytes;
    }
}
