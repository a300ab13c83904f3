package io.lintel.daemon;

/** The daemon cannot start. The message says what, where and what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    /** With the exit code it leads to. */
    public StartException(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** With the exception behind it. */
    public StartException(ExitCode exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** How the process ends. */
    public ExitCode exit() {
        return exit;
    }
}
