package io.lintel.core.event;

/**
 * Which way a person went, and who says so.
 *
 * @param way where to
 * @param source how it is known
 */
public record Direction(Way way, Source source) {
    /** Not known. */
    public static final Direction UNKNOWN = new Direction(Way.UNKNOWN, Source.NONE);

    /** In, out, or not known. */
    public enum Way {
        IN,
        OUT,
        UNKNOWN
    }

    /** The side the reader is mounted on, the schedule, the person's own word, or nothing. */
    public enum Source {
        READER,
        SCHEDULE,
        PERSON,
        NONE
    }
}
