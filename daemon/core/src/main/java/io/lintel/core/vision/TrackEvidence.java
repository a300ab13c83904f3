package io.lintel.core.vision;

import java.util.Arrays;

/**
 * The frames of one track, folded into one vector. The mean over frames of the cosine with a template equals the template's dot
 * product with the mean of the frames' embeddings; so one exact search with that mean finds best and runner-up over the whole track,
 * and no embedding is kept. Better frames weigh more: weights are a function of the quality alone, never of the score.
 *
 * <p>Reused storage of one thread.
 */
final class TrackEvidence {
    /** Weight is quality³: one sharp near frame outweighs a handful of far ones taken before. */
    private static final double QUALITY_MIN = 0.05;

    private final Evidence evidence;
    private final double[] sum;
    private final float[] direction;
    private double weights;
    private double squaredWeights;
    private double meanLength;
    private int frames;

    TrackEvidence(Evidence evidence, int dimension) {
        this.evidence = evidence;
        this.sum = new double[dimension];
        this.direction = new float[dimension];
    }

    void clear() {
        Arrays.fill(sum, 0);
        weights = 0;
        squaredWeights = 0;
        meanLength = 0;
        frames = 0;
    }

    /**
     * Adds a frame; begins anew with it if it does not show the face of the frames before.
     *
     * @param embedding unit vector
     * @param quality 0..1
     * @return whether it fitted the frames before
     */
    boolean add(float[] embedding, double quality) {
        boolean sameFace = frames == 0 || coherence(embedding) >= evidence.sameFaceCosine();
        if (!sameFace) {
            clear();
        }
        double q = Math.clamp(quality, QUALITY_MIN, 1);
        double weight = q * q * q;
        double square = 0;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * embedding[i];
            square += sum[i] * sum[i];
        }
        weights += weight;
        squaredWeights += weight * weight;
        frames++;
        double length = Math.sqrt(square);
        meanLength = length / weights;
        for (int i = 0; i < sum.length; i++) {
            direction[i] = (float) (sum[i] / length);
        }
        return sameFace;
    }

    private double coherence(float[] embedding) {
        double dot = 0;
        for (int i = 0; i < embedding.length; i++) {
            dot += embedding[i] * direction[i];
        }
        return dot;
    }

    /** Frames since the beginning or the last change of face. */
    int frames() {
        return frames;
    }

    /** Unit vector along the mean of the frames; overwritten by the next frame. Meaningful once there is a frame. */
    float[] direction() {
        return direction;
    }

    /** The mean cosine of the frames with a template, from the cosine of {@link #direction()} with it. */
    double meanCosine(double cosine) {
        return cosine * meanLength;
    }

    /** n̂: the model's or what the frames' own likeness leaves, whichever is less. */
    double effectiveFrames() {
        double model = evidence.effectiveFrames(squaredWeights / (weights * weights));
        double measured = 1 / (meanLength * meanLength);
        return Math.max(1, Math.min(model, measured));
    }

    /** Evidence for a template, from the cosine of {@link #direction()} with it. */
    double evidence(double cosine) {
        return evidence.of(meanCosine(cosine), effectiveFrames());
    }

    /** What that evidence must reach at a look, for a person with this look-alike: see {@link Evidence#required(int, int, double, double)}. */
    double required(int look, int templates, double lookAlike) {
        return evidence.required(look, templates, lookAlike, effectiveFrames());
    }
}
