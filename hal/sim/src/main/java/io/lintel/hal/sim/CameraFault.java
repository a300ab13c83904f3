package io.lintel.hal.sim;

/** What can be wrong with a {@link SimCamera}. */
public enum CameraFault {
    /** All is well. */
    NONE,
    /** Unplugged, or the stream ended: taking throws {@code GONE}. For good: a camera that failed stays failed. */
    GONE,
    /** It sends garbage: taking throws {@code CORRUPT}. For good. */
    CORRUPT,
    /** It is there and gives nothing: taking times out. */
    STUCK,
    /** It repeats its last picture, freshly stamped. */
    FROZEN,
    /** Lens covered: every byte zero. */
    BLACK
}
