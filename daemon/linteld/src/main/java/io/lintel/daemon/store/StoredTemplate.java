package io.lintel.daemon.store;

import java.time.Instant;

/** One face template of one person: biometric, so it leaves memory only sealed. Immutable. */
public final class StoredTemplate {
    /** The largest dimension: 4096. */
    public static final int DIMENSION_MAX = 4096;

    private final String space;
    private final float[] vector;
    private final String note;
    private final Instant enrolled;

    /**
     * Keeps a copy.
     *
     * @param space the embedding space it lives in; two spaces are never compared
     * @param vector L2-normalised
     * @param note where it comes from, for people ("photo ana.jpg")
     * @param enrolled when
     */
    public StoredTemplate(String space, float[] vector, String note, Instant enrolled) {
        if (vector.length == 0 || vector.length > DIMENSION_MAX) {
            throw new IllegalArgumentException("template of " + vector.length + " numbers; must be 1.." + DIMENSION_MAX);
        }
        this.space = space;
        this.vector = vector.clone();
        this.note = note;
        this.enrolled = enrolled;
    }

    /** The embedding space. */
    public String space() {
        return space;
    }

    /** A copy of the numbers. */
    public float[] vector() {
        return vector.clone();
    }

    /** Where it comes from. */
    public String note() {
        return note;
    }

    /** When it was taken. */
    public Instant enrolled() {
        return enrolled;
    }

    /** Never the numbers. */
    @Override
    public String toString() {
        return "template in " + space;
    }
}
