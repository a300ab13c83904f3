package io.lintel.daemon.store;

/** The store could not do it. The message says what, where and what to do; decide on the kind, print the rest. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to expect next. */
    public enum Kind {
        /** No room; works again when there is. */
        FULL,
        /** The disk failed; may work again after reopening. */
        IO,
        /** Not allowed to read or write there. */
        DENIED,
        /** Another process holds it. */
        BUSY,
        /** The file's content is not what was written. */
        DAMAGED,
        /** Written by a newer Lintel. */
        NEWER,
        /** The key is missing, unsafe or does not fit. */
        KEY,
        /** A mistake in Lintel or an unknown error of SQLite. */
        OTHER
    }

    private final Kind kind;

    /** With a message that says what, where and what to do. */
    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With the cause beneath. */
    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What to expect next. */
    public Kind kind() {
        return kind;
    }
}
