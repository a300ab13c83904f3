package io.lintel.core.control;

import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * One enrolled person.
 *
 * @param id the id that events carry
 * @param name the name for people; leaves the daemon by this socket only
 * @param enrolled when
 * @param templates their templates; never the embeddings
 * @param access what the rules know of them
 */
public record PersonReport(PersonId id, String name, Instant enrolled, List<Template> templates, Access access) {
    /** Keeps its own copy. */
    public PersonReport {
        templates = List.copyOf(templates);
    }

    /**
     * Where a template comes from.
     *
     * @param space embedding space
     * @param source the photograph's name, or {@code camera}
     * @param enrolled when
     */
    public record Template(String space, String source, Instant enrolled) {}

    /**
     * What the rules know of a person.
     *
     * @param groups by name; none for the group {@code default}
     * @param validFrom first day, {@code 2026-07-06}; empty: since ever
     * @param validTo last day; empty: for ever
     * @param extendedTime whether the person needs more time at the door
     */
    public record Access(List<String> groups, String validFrom, String validTo, boolean extendedTime) {
        /** Keeps its own copy. */
        public Access {
            groups = List.copyOf(groups);
        }
    }
}
