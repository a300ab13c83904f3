package io.lintel.core.control;

/** An operation that was refused or failed; carries the {@link ControlError} that goes over the socket. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ControlError error;

    /** A refusal. */
    public ControlException(ControlError error) {
        super(error.line());
        this.error = error;
    }

    /** A refusal in its three parts. */
    public ControlException(String what, String where, String todo) {
        this(new ControlError(what, where, todo));
    }

    /** A failure with the exception behind it. */
    public ControlException(ControlError error, Throwable cause) {
        super(error.line(), cause);
        this.error = error;
    }

    /** What, where, what to do. */
    public ControlError error() {
        return error;
    }
}
