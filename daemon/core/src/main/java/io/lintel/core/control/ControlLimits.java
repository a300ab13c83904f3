package io.lintel.core.control;

/** The limits of the control socket. */
public final class ControlLimits {
    /** Clients at a time. */
    public static final int CLIENTS_MAX = 8;
    /** Bytes of one request, without its line feed. */
    public static final int REQUEST_BYTES_MAX = 24 * 1024 * 1024;
    /** Photographs of one enrolment. */
    public static final int PHOTOS_MAX = 16;
    /** Events of one answer. */
    public static final int EVENTS_MAX = 1_000;
    /** Characters of a person's name. */
    public static final int NAME_MAX = 200;
    /** Levels of a request's JSON. */
    public static final int DEPTH_MAX = 16;

    private ControlLimits() {}
}
