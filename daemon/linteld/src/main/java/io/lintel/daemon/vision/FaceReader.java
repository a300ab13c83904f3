package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Faces;
import io.lintel.hal.Frame;
import io.lintel.models.QualityFlaw;
import java.util.Optional;

/**
 * What the vision agent asks of the models, one step at a time, so that each step can be measured and a test can script the
 * answers. The steps of one face come in the order of this page; {@link #liveness} may come after any of them. Allocates nothing
 * per frame. Threading: the vision agent's. A frame that was looked at may be given back after {@link #settle}.
 */
public interface FaceReader extends AutoCloseable {
    /** Model bundle, {@code id@version}. */
    String bundle();

    /** Embedding space. */
    String space();

    /** Numbers in an embedding. */
    int dimension();

    /** Where the models run, in words: {@code cpu}, or one entry a model where they differ. */
    String provider();

    /** What was asked for and could not be had, in one line; empty if everything runs where it was wanted. */
    Optional<String> fallback();

    /** What the embedder's similarities mean. */
    Calibration calibration();

    /** Below this liveness a face counts as not alive. */
    double livenessThreshold();

    /** Finds the faces of a frame; the steps below speak of them, until the next call. The same object each time. */
    Faces detect(Frame frame);

    /**
     * Says that {@link #liveness} of this face will probably be asked: where it pays, the answer is worked out beside the other steps.
     * It changes no answer, and what fails is told by whichever is called next, {@code liveness} or {@code detect}.
     */
    void expectLiveness(int face);

    /** Finds a face's landmarks. */
    void locate(int face);

    /** Brings it upright. */
    void align(int face);

    /** Judges it. */
    QualityFlaw assess(int face);

    /** How good the last assessed face is, 0..1. */
    double quality();

    /**
     * Embeds the last aligned face.
     *
     * @return {@link QualityFlaw#NO_FACE} when the embedding is that of no recognisable face: it must not be compared
     */
    QualityFlaw embed(float[] into);

    /** Probability that a face is alive. */
    double liveness(int face);

    /** Waits until nobody reads the frame any more. Never fails. */
    void settle();

    @Override
    void close();
}
