package io.lintel.evaluate.liveness;

import java.util.List;

/**
 * One approach to the camera, judged.
 *
 * @param species what it was
 * @param photograph from which photograph, for people
 * @param person whose
 * @param scores P(live) of the frames in which a face was found, in order
 * @param moire how far the strongest peak of the face's spectrum stands out, natural logarithm, mean of the frames
 * @param banding how unevenly rows brighten from frame to frame, grey levels
 * @param repeated share of pairs of frames that are identical, 0..1
 */
public record Presentation(
        Species species, String photograph, String person, List<Double> scores, double moire, double banding, double repeated) {
    /** How many times the door asks before it refuses: its default. */
    public static final int ASKS = 5;

    /** Keeps its own copy. */
    public Presentation {
        scores = List.copyOf(scores);
    }

    /** Whether a face was found in any frame. */
    public boolean answered() {
        return !scores.isEmpty();
    }

    /** Whether the first frame alone passes. */
    public boolean passesSingle(double threshold) {
        return answered() && scores.getFirst() >= threshold;
    }

    /** Whether the door lets it pass: after some frame the mean so far reaches the threshold. */
    public boolean passesFused(double threshold) {
        double sum = 0;
        for (int i = 0; i < Math.min(ASKS, scores.size()); i++) {
            sum += scores.get(i);
            if (sum / (i + 1) >= threshold) {
                return true;
            }
        }
        return false;
    }

    /** Whether the mean of all frames passes: stricter, and slower. */
    public boolean passesMean(double threshold) {
        return answered() && mean() >= threshold;
    }

    /** Mean of all frames; 0 without any. */
    public double mean() {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
