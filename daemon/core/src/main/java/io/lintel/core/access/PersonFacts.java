package io.lintel.core.access;

import io.lintel.core.gallery.PersonId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules need to know of a person. Immutable.
 *
 * @param id the person
 * @param groups topic segments; a person without any counts as of the group {@link AccessRules#DEFAULT_GROUP}
 * @param validFrom first day on which the person may pass, on the site's calendar; empty: since ever
 * @param validTo last day on which the person may pass; empty: for ever
 * @param extendedTime whether the person needs more time at the door
 */
public record PersonFacts(
        PersonId id, Set<String> groups, Optional<LocalDate> validFrom, Optional<LocalDate> validTo, boolean extendedTime) {
    /** Groups of one person at most. */
    public static final int GROUPS_MAX = 16;

    /**
     * Keeps its own copy.
     *
     * @throws IllegalArgumentException if there are too many groups, or the validity ends before it begins
     */
    public PersonFacts {
        groups = Set.copyOf(groups);
        if (groups.size() > GROUPS_MAX) {
            throw new IllegalArgumentException("person " + id + ": " + groups.size() + " groups, " + GROUPS_MAX + " are allowed");
        }
        if (validFrom.isPresent() && validTo.isPresent() && validTo.get().isBefore(validFrom.get())) {
            throw new IllegalArgumentException(
                    "person " + id + ": valid to " + validTo.get() + " ends before valid from " + validFrom.get());
        }
    }

    /** Somebody of whom nothing special is known. */
    public static PersonFacts plain(PersonId id) {
        return new PersonFacts(id, Set.of(), Optional.empty(), Optional.empty(), false);
    }
}
