package io.lintel.core.event;

import io.lintel.core.CoreException;

/** Bytes that are not an event of this door, or an event that cannot be written down. */
public final class EventFormatException extends CoreException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and where in the event. */
    public EventFormatException(String message) {
        super(message);
    }

    /** The same with its cause. */
    public EventFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
