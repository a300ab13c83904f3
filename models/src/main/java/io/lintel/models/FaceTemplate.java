package io.lintel.models;

/** What is kept of a photograph: an embedding, the space it lives in and how good the picture was. Immutable. */
public final class FaceTemplate {
    private final String space;
    private final double quality;
    private final float[] embedding;

    /**
     * A template.
     *
     * @param space the {@linkplain Bundle#embeddingSpace() embedding space}
     * @param quality 0..1
     * @param embedding of length 1; copied
     */
    public FaceTemplate(String space, double quality, float[] embedding) {
        this.space = space;
        this.quality = quality;
        this.embedding = embedding.clone();
    }

    /** The embedding space. */
    public String space() {
        return space;
    }

    /** How good the picture was, 0..1. */
    public double quality() {
        return quality;
    }

    /** A copy of the embedding; its length is 1. */
    public float[] embedding() {
        return embedding.clone();
    }

    /** Cosine with another template of the same space, −1..1. */
    public double cosine(FaceTemplate other) {
        if (!space.equals(other.space)) {
            throw new IllegalArgumentException("templates of " + space + " and " + other.space + " cannot be compared");
        }
        double sum = 0;
        for (int i = 0; i < embedding.length; i++) {
            sum += embedding[i] * other.embedding[i];
        }
        return sum;
    }
}
