package io.lintel.evaluate.background;

import io.lintel.models.QualityFlaw;

/** A step that a face must pass before it is compared with anybody; each includes those before it. */
public enum Step {
    /** The detector's score. */
    DETECTED("detector's score"),
    /** The points form a face. */
    SHAPED("points form a face"),
    /** The door's quality rule: size, light, pose, sharpness. */
    GOOD("quality"),
    /** The embedding is long enough. */
    EMBEDDED("length of the embedding");

    private final String text;

    Step(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** Whether a candidate gets past this step under some limits. */
    public boolean passes(Candidate candidate, Limits limits) {
        boolean detected = candidate.score() >= limits.score();
        boolean shaped = detected && candidate.shapeError() < limits.shapeError();
        boolean good = shaped && candidate.flaw() == QualityFlaw.NONE;
        return switch (this) {
            case DETECTED -> detected;
            case SHAPED -> shaped;
            case GOOD -> good;
            case EMBEDDED -> good && candidate.norm() >= limits.norm();
        };
    }
}
