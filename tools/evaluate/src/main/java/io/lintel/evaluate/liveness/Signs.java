package io.lintel.evaluate.liveness;

/**
 * Signs of an attack that need no model, of one approach. Candidates: measured here, not used by the door.
 *
 * @param moire how far the strongest peak of the face's spectrum stands out, natural logarithm, mean of the frames
 * @param banding how unevenly rows brighten from frame to frame, grey levels
 * @param edges how strong straight edges beside the face are, grey levels, mean of the frames
 * @param repeated share of pairs of frames that are identical, 0..1
 */
public record Signs(double moire, double banding, double edges, double repeated) {
    static final Signs NONE = new Signs(0, 0, 0, 0);
}
