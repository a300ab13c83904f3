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
 */
public record PersonReport(PersonId id, String name, Instant enrolled, List<Template> templates) {
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
}
