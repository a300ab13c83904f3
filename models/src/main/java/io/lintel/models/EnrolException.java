package io.lintel.models;

/** A photograph that gives no template. The message says why and what to do. */
public final class EnrolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a photograph is refused. */
    public enum Cause {
        /** No face was found. */
        NO_FACE,
        /** Several people are in the picture. */
        SEVERAL_FACES,
        /** There is one face, but it has a flaw. */
        FLAWED
    }

    private final Cause why;
    private final QualityFlaw flaw;

    EnrolException(Cause why, QualityFlaw flaw, String message) {
        super(message);
        this.why = why;
        this.flaw = flaw;
    }

    /** Why. */
    public Cause why() {
        return why;
    }

    /** What is wrong with the one face; {@link QualityFlaw#NONE} unless {@link Cause#FLAWED}. */
    public QualityFlaw flaw() {
        return flaw;
    }
}
