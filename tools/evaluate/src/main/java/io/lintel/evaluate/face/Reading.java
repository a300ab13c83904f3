package io.lintel.evaluate.face;

import io.lintel.evaluate.data.Photograph;
import java.util.EnumMap;
import java.util.Map;

/** What the models said of one photograph. Immutable. */
public final class Reading {
    private final Photograph photograph;
    private final Outcome outcome;
    private final String why;
    private final FaceBox box;
    private final double quality;
    private final float[] embedding;
    private final Map<Stage, Long> nanos;

    Reading(Photograph photograph, Outcome outcome, String why, FaceBox box, double quality, float[] embedding, Map<Stage, Long> nanos) {
        this.photograph = photograph;
        this.outcome = outcome;
        this.why = why;
        this.box = box;
        this.quality = quality;
        this.embedding = embedding;
        this.nanos = new EnumMap<>(nanos);
    }

    /** Of what. */
    public Photograph photograph() {
        return photograph;
    }

    /** How it went. */
    public Outcome outcome() {
        return outcome;
    }

    /** The reason in words, where it was not used. */
    public String why() {
        return why;
    }

    /** Where the face is. */
    public FaceBox box() {
        return box;
    }

    /** 0..1. */
    public double quality() {
        return quality;
    }

    /** Whether there is an embedding. */
    public boolean used() {
        return outcome == Outcome.USED;
    }

    /** A copy of the embedding. */
    public float[] embedding() {
        return embedding.clone();
    }

    /** Cosine with another; both must be used. */
    public double cosine(Reading other) {
        double sum = 0;
        for (int i = 0; i < embedding.length; i++) {
            sum += embedding[i] * other.embedding[i];
        }
        return sum;
    }

    /** How long each stage took that was reached. */
    public Map<Stage, Long> nanos() {
        return Map.copyOf(nanos);
    }
}
