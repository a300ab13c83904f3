package io.lintel.hal;

/** The pull resistor of a line. */
public enum Bias {
    /** Leave what firmware or device tree set. */
    AS_IS,
    /** No pull. */
    DISABLED,
    /** Toward supply. */
    PULL_UP,
    /** Toward ground. */
    PULL_DOWN
}
