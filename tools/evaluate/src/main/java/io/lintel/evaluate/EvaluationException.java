package io.lintel.evaluate;

/** Something that whoever asked can mend: the message says what and where, {@link #todo()} what to do. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String todo;

    /** Both in one phrase each, without a full stop. */
    public EvaluationException(String what, String todo) {
        super(what);
        this.todo = todo;
    }

    /** What to do. */
    public String todo() {
        return todo;
    }
}
