package io.lintel.core.access;

import java.time.Duration;

/**
 * Whether a face alone is enough.
 *
 * @param kind what must come beside it
 * @param window how long one waits for the other, 1 s..2 min
 */
public record SecondFactorRule(Kind kind, Duration window) {
    /** A face is enough. */
    public static final SecondFactorRule NONE = new SecondFactorRule(Kind.NONE, Duration.ofSeconds(15));

    /** Where the second factor comes from. */
    public enum Kind {
        /** None is asked. */
        NONE,
        /** A line: the contact of a keypad or card reader. */
        INPUT,
        /** A command. */
        COMMAND
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the window is out of it
     */
    public SecondFactorRule {
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("door: second-factor-time " + window + " is not within 1 s..2 min");
        }
    }
}
