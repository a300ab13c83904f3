package io.lintel.core.door;

import io.lintel.core.gallery.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has been granted and has not opened the door yet. Of one thread. */
final class Passing {
    /** More people than get through a door in one unlock time. */
    private static final int PEOPLE_MAX = 64;

    private final Set<PersonId> people = new LinkedHashSet<>();
    private long extraNanos;

    /**
     * Somebody may go through.
     *
     * @param extra how much more time the person needs, nanoseconds
     */
    void granted(Optional<PersonId> person, long extra) {
        person.filter(_ -> people.size() < PEOPLE_MAX).ifPresent(people::add);
        extraNanos = Math.max(extraNanos, extra);
    }

    /** The time that the slowest of them needs more, nanoseconds. */
    long extraNanos() {
        return extraNanos;
    }

    /** The last to be granted. */
    Optional<PersonId> last() {
        return people.stream().reduce((_, later) -> later);
    }

    /** The door was opened: all of them went. */
    List<PersonId> went() {
        List<PersonId> went = new ArrayList<>(people);
        clear();
        return went;
    }

    /** The door was not opened in time. */
    void clear() {
        people.clear();
        extraNanos = 0;
    }
}
