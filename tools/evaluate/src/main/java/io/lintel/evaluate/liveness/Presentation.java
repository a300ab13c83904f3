package io.lintel.evaluate.liveness;

import io.lintel.evaluate.data.Photograph;
import java.util.List;

/**
 * One approach to the camera, judged.
 *
 * @param species what it was
 * @param photograph from which it was made
 * @param scores P(live) of the frames in which a face was found, in order
 * @param door what the door makes of it, its person being enrolled from the photograph
 * @param signs beside the model
 */
public record Presentation(
        Species species, Photograph photograph, List<Double> scores, Admission door, Signs signs) {
    /** Frames of an approach: the door looks at the first and asks whether it is alive in up to five others. */
    public static final int FRAMES = 6;

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

    /** Whether the door opens to it. */
    public boolean admitted() {
        return door == Admission.ADMITTED;
    }

    /** Whether the mean of all frames passes. */
    public boolean passesMean(double threshold) {
        return answered() && mean() >= threshold;
    }

    /** Mean of all frames; 0 without any. */
    public double mean() {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
