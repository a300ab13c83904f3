package io.lintel.core.control;

import java.util.List;

/**
 * Everybody enrolled.
 *
 * @param revision the gallery's revision
 * @param people by id
 */
public record PeopleReport(long revision, List<PersonReport> people) {
    /** Keeps its own copy. */
    public PeopleReport {
        people = List.copyOf(people);
    }
}
