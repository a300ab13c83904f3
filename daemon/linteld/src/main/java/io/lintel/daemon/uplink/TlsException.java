package io.lintel.daemon.uplink;

/** Certificates or keys for the broker cannot be used. The message says which file and what to do. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which file and what to do. */
    public TlsException(String message) {
        super(message);
    }

    /** The same with the cause. */
    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
