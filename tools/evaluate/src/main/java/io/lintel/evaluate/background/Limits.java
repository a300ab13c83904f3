package io.lintel.evaluate.background;

/**
 * What is asked of a face.
 *
 * @param score least score of the detector
 * @param shapeError largest error of the points' shape, pixels of the aligned face; beyond the door's own limit it changes nothing
 * @param norm least length of the embedding
 */
public record Limits(double score, double shapeError, double norm) {}
