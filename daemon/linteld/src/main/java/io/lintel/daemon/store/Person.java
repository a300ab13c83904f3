package io.lintel.daemon.store;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * Somebody the door knows, without the biometric part.
 *
 * @param id for machines
 * @param name for people
 * @param added when the person was added
 * @param updated when anything about the person changed last
 * @param templates what is known of the templates
 * @param facts what the rules know of the person
 */
public record Person(PersonId id, String name, Instant added, Instant updated, List<TemplateNote> templates, PersonFacts facts) {
    /** Keeps its own copy. */
    public Person {
        templates = List.copyOf(templates);
    }

    /**
     * A template without its numbers.
     *
     * @param space embedding space
     * @param note where it comes from
     * @param enrolled when it was taken
     */
    public record TemplateNote(String space, String note, Instant enrolled) {}
}
