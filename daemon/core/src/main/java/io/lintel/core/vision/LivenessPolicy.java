package io.lintel.core.vision;

/** What becomes of a face that matches but does not look alive. */
public enum LivenessPolicy {
    /** A match needs a live face; without liveness nobody is let in by face. */
    ENFORCE,
    /** Liveness is measured and recorded, and decides nothing. */
    MONITOR,
    /** Liveness is not measured. */
    OFF
}
