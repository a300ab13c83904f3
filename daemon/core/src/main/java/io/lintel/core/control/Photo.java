package io.lintel.core.control;

/**
 * An encoded picture as it was read from a file or leaves for one: JPEG, PNG, or whatever claims to be. Immutable by
 * agreement: {@link #bytes()} is not copied, nobody writes into it.
 */
public final class Photo {
    private final String name;
    private final byte[] bytes;

    /**
     * A picture.
     *
     * @param name what messages call it, a file name usually
     * @param bytes the encoded picture; ownership passes to the photo
     */
    @SuppressWarnings("ArrayAsParameterIsStored") // a copy of up to 20 MiB serves nobody; ownership is documented
    public Photo(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** The encoded picture; not to be written into. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
