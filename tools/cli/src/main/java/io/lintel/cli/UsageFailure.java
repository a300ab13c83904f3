package io.lintel.cli;

import io.lintel.core.gallery.PersonId;
import java.time.LocalDate;

/** An option or parameter with a value that cannot be; exit code 2, as for what picocli itself refuses. */
final class UsageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageFailure(String message) {
        super(message);
    }

    /** Any other reason. */
    static UsageFailure because(String message) {
        return new UsageFailure(message);
    }

    /** Refuses a number outside a range; ends included. */
    static void unlessWithin(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new UsageFailure(option + " " + plain(value) + " is out of range; use " + plain(least) + ".." + plain(most));
        }
    }

    /** Refuses a text that is too short or too long; ends included. */
    static void unlessLong(String option, String value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw new UsageFailure(option + " has " + value.length() + " characters; use " + least + ".." + most);
        }
    }

    /** Refuses a last day before the first. */
    static void unlessOrdered(String first, LocalDate from, String last, LocalDate to) {
        if (to.isBefore(from)) {
            throw new UsageFailure(first + " " + from + " is after " + last + " " + to + "; use an earlier day");
        }
    }

    /** A person's id as it was given; refuses what cannot be one. */
    static PersonId personId(String id) {
        try {
            return new PersonId(id);
        } catch (IllegalArgumentException e) {
            throw new UsageFailure(String.valueOf(e.getMessage()));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
