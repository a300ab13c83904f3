package io.lintel.hal;

/**
 * A failed hardware operation: decide on {@link #kind()}, print the rest.
 *
 * <p>The message reads "{@code operation device: detail}" and is fit for an installer's eyes.
 */
public final class HalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HalErrorKind kind;
    private final String operation;
    private final String device;
    private final int errno;

    /**
     * A failure without an operating-system error number.
     *
     * @param kind what to decide on
     * @param operation what was attempted, as a verb phrase ("open camera")
     * @param device which device, by the name the configuration uses
     * @param detail what happened and, where known, what to do
     */
    public HalException(HalErrorKind kind, String operation, String device, String detail) {
        this(kind, operation, device, detail, 0);
    }

    /** A failure with the operating system's {@code errno}; 0 means none. */
    public HalException(HalErrorKind kind, String operation, String device, String detail, int errno) {
        super(operation + " " + device + ": " + detail + (errno == 0 ? "" : " (errno " + errno + ")"));
        this.kind = kind;
        this.operation = operation;
        this.device = device;
        this.errno = errno;
    }

    /** The same failure with the exception that caused it. */
    public HalException(HalErrorKind kind, String operation, String device, String detail, Throwable cause) {
        this(kind, operation, device, detail, 0);
        initCause(cause);
    }

    /** What to decide on. */
    public HalErrorKind kind() {
        return kind;
    }

    /** What was attempted. */
    public String operation() {
        return operation;
    }

    /** The device's name as the configuration has it. */
    public String device() {
        return device;
    }

    /** The operating system's error number, 0 if none was involved. */
    public int errno() {
        return errno;
    }
}
