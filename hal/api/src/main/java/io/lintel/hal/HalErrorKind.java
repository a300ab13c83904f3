package io.lintel.hal;

/** What went wrong, coarse enough to decide on; the exact cause travels in the {@link HalException}. */
public enum HalErrorKind {
    /** The device is not there, or no longer there (unplugged, end of stream, connection lost). Opening again may help. */
    GONE,
    /** Someone else holds the device. */
    BUSY,
    /** The operating system refuses access. */
    DENIED,
    /** The device did not answer in time. */
    TIMEOUT,
    /** The device, or this back-end, cannot do what was asked. Asking again will not help. */
    UNSUPPORTED,
    /** What came from the device or file is damaged or not what it claims to be. */
    CORRUPT,
    /** Memory, file descriptors or device resources ran out. */
    EXHAUSTED,
    /** Anything else; read the message. */
    OTHER
}
