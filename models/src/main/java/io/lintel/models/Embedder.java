package io.lintel.models;

import io.lintel.hal.Session;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Turns an aligned face into an embedding of length 1; the cosine of two is their product. Allocates nothing per face. One thread. */
public final class Embedder implements AutoCloseable {
    private final Session session;
    private final EmbeddingRule rule;
    private final TensorPlanes planes;
    private final FloatBuffer output;
    private double norm;

    Embedder(Session session, PixelRule pixels, EmbeddingRule rule) {
        this.session = session;
        this.rule = rule;
        planes = new TensorPlanes(session, pixels);
        if (planes.width() != AlignedFace.SIDE || planes.height() != AlignedFace.SIDE) {
            throw new IllegalArgumentException("the embedder takes " + planes.width() + " × " + planes.height() + " pixels; faces are aligned to 112 × 112");
        }
        output = session.output(0).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Numbers in an embedding. */
    public int dimension() {
        return output.capacity();
    }

    /**
     * Embeds a face.
     *
     * @param into {@link #dimension()} numbers
     */
    public void embed(AlignedFace face, float[] into) {
        if (into.length != dimension()) {
            throw new IllegalArgumentException("room for " + into.length + " numbers; an embedding has " + dimension());
        }
        prepare(face);
        session.run();
        output.get(0, into);
        double square = 0;
        for (float value : into) {
            square += (double) value * value;
        }
        norm = Math.sqrt(square);
        float scale = norm > 0 ? (float) (1 / norm) : 0;
        for (int i = 0; i < into.length; i++) {
            into[i] *= scale;
        }
    }

    /** Length of the last embedding before it was brought to 1: small for what is no clear face. */
    public double norm() {
        return norm;
    }

    /**
     * Whether the last embedding is that of a recognisable face. Textures that fooled the detector and hopeless blur give short
     * embeddings; comparing them means nothing.
     */
    public boolean recognisable() {
        return norm >= rule.minNorm();
    }

    /** Brings a face into the model's input, without running it; for measurements. */
    public void prepare(AlignedFace face) {
        planes.fill(face.mat());
    }

    @Override
    public void close() {
        planes.close();
        session.close();
    }
}
