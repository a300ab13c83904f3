package io.lintel.models;

/**
 * How the liveness model is to be asked.
 *
 * @param crop side of the square crop, in heights of the face's box, 1..4
 * @param liveClass which of its classes means a live face
 * @param threshold P(live) below which a face is refused, 0..1
 */
public record LivenessRule(double crop, int liveClass, double threshold) {
    /** Checks the ranges. */
    public LivenessRule {
        if (!(crop >= 1 && crop <= 4)) {
            throw new IllegalArgumentException("crop = " + crop + "; must be 1..4 heights of the face");
        }
        if (liveClass < 0) {
            throw new IllegalArgumentException("live-class = " + liveClass + "; must not be negative");
        }
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold = " + threshold + "; must lie between 0 and 1");
        }
    }
}
