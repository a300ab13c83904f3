package io.lintel.models;

/**
 * What counts as a face.
 *
 * @param score lowest detector score, 0..1
 * @param overlap intersection over union above which two boxes are one face, 0..1
 */
public record DetectionRule(double score, double overlap) {
    /** Checks the ranges. */
    public DetectionRule {
        if (!(score > 0 && score < 1) || !(overlap > 0 && overlap < 1)) {
            throw new IllegalArgumentException("score " + score + " and overlap " + overlap + " must lie between 0 and 1");
        }
    }
}
