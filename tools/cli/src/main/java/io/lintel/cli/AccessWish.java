package io.lintel.cli;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.PersonReport;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person is to have: groups, validity, needs. What is empty stays as it is.
 *
 * @param groups the groups; an empty set: the default group
 * @param validFrom first day, or none
 * @param validTo last day, or none
 * @param extendedTime whether the person needs more time
 */
record AccessWish(
        Optional<Set<String>> groups,
        Optional<Optional<LocalDate>> validFrom,
        Optional<Optional<LocalDate>> validTo,
        Optional<Boolean> extendedTime) {
    private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,63}");
    private static final String NONE = "none";

    /** Whether anything is wished for. */
    boolean given() {
        return groups.isPresent() || validFrom.isPresent() || validTo.isPresent() || extendedTime.isPresent();
    }

    /**
     * The person with all that.
     *
     * @throws IllegalArgumentException if it does not fit together
     */
    PersonFacts over(PersonReport person) {
        PersonReport.Access now = person.access();
        return new PersonFacts(
                person.id(),
                groups.orElseGet(() -> Set.copyOf(now.groups())),
                validFrom.orElseGet(() -> date(now.validFrom())),
                validTo.orElseGet(() -> date(now.validTo())),
                extendedTime.orElse(now.extendedTime()));
    }

    /**
     * Reads groups: names, or {@code none} alone.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static Set<String> groups(List<String> names) {
        if (names.equals(List.of(NONE))) {
            return Set.of();
        }
        for (String name : names) {
            if (name.equals(NONE) || !GROUP.matcher(name).matches()) {
                throw new IllegalArgumentException(name + ": use 1..63 of a-z, 0-9 and '-', or none alone");
            }
        }
        return Set.copyOf(names);
    }

    /**
     * Reads a day, or {@code none}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static Optional<LocalDate> date(String text) {
        if (text.isEmpty() || text.equals(NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + ": write a date like 2026-07-06, or none", e);
        }
    }
}
