package io.lintel.core.attendance;

import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * From coming to going, as far as punches tell. A helper for whoever keeps the books, no record of its own.
 *
 * @param person who
 * @param in the punch of coming; empty if it is missing
 * @param out the punch of going; empty if it is missing, or has not come yet
 * @param standing what to think of it
 * @param assumed whether a way was not known and taken from the turn: in, out, in, out
 */
public record Shift(PersonId person, Optional<Punch> in, Optional<Punch> out, Standing standing, boolean assumed) {
    /** Needs one punch at least. */
    public Shift {
        if (in.isEmpty() && out.isEmpty()) {
            throw new IllegalArgumentException("a shift of " + person + " without any punch");
        }
    }

    /** How complete a shift is. */
    public enum Standing {
        /** Came and went. */
        COMPLETE,
        /** Came, and may still be there. */
        PRESENT,
        /** Went without having come. */
        MISSING_IN,
        /** Came and never went, or went too long after to believe it. */
        MISSING_OUT
    }

    /** The day at the site it counts for: of coming, or of going where that is all there is. */
    public LocalDate day() {
        return first().day();
    }

    /** Between coming and going; empty where one is missing. */
    public Optional<Duration> worked() {
        return in.flatMap(came -> out.map(went -> Duration.between(came.timing().time(), went.timing().time())));
    }

    /** Whether it ended on another day than it began. */
    public boolean overnight() {
        return in.isPresent() && out.isPresent() && !in.get().day().equals(out.get().day());
    }

    Punch first() {
        return in.or(() -> out).orElseThrow();
    }
}
