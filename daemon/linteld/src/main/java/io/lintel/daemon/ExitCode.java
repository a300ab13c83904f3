package io.lintel.daemon;

/** How the daemon ends; the numbers are those of {@code sysexits.h}. The service manager restarts it after all but 0 and 78. */
public enum ExitCode {
    /** Stopped on purpose. */
    OK(0),
    /** Another Lintel already runs with this state directory or socket. */
    UNAVAILABLE(69),
    /** A mistake in Lintel. */
    SOFTWARE(70),
    /** The state directory cannot be used at present: full, or failing. */
    TEMPORARY(75),
    /** The operating system refuses the state directory or the socket. */
    NO_PERMISSION(77),
    /** The configuration is wrong; starting again does not help. */
    CONFIG(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number. */
    public int code() {
        return code;
    }
}
