package io.lintel.evaluate.liveness;

/** What a door makes of an approach. */
public enum Admission {
    /** It opens. */
    ADMITTED,
    /** It knows the person and takes the presentation for an attack. */
    NOT_ALIVE,
    /** It stays shut for another reason: the quality of the pictures, or nobody recognised. */
    TURNED_AWAY
}
