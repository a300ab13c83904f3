package io.lintel.evaluate.background;

import io.lintel.models.QualityFlaw;

/**
 * Something that the detector takes for a face, with what each later step measures of it.
 *
 * @param score of the detector
 * @param shapeError of its points, pixels of the aligned face
 * @param flaw the first that the door's quality rule finds
 * @param norm length of its embedding
 */
public record Candidate(double score, double shapeError, QualityFlaw flaw, double norm) {}
