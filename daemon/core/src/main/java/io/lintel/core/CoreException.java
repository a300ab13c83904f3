package io.lintel.core;

/** The root of everything the core refuses. The message says what, where and what to do, and is fit for an operator's eyes. */
public abstract class CoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal with its one clear sentence. */
    protected CoreException(String message) {
        super(message);
    }

    /** The same with the exception that brought it about. */
    protected CoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
