package io.lintel.models;

/**
 * What counts as a recognisable face.
 *
 * @param minNorm least length of an embedding before it is brought to 1, not negative; 0 accepts everything
 */
public record EmbeddingRule(double minNorm) {
    /** Checks the range. */
    public EmbeddingRule {
        if (!(minNorm >= 0)) {
            throw new IllegalArgumentException("min-norm = " + minNorm + "; must not be negative");
        }
    }
}
