package io.lintel.core.control;

import io.lintel.core.gallery.PersonId;
import java.util.List;

/**
 * What became of an enrolment. At least one photograph was usable, otherwise the operation fails instead.
 *
 * @param person the person as enrolled
 * @param photos what became of each photograph
 * @param lookalikes enrolled people whose templates are close: the door asks for more evidence between them
 */
public record EnrolmentReport(PersonReport person, List<Outcome> photos, List<PersonId> lookalikes) {
    /** Keeps its own copies. */
    public EnrolmentReport {
        photos = List.copyOf(photos);
        lookalikes = List.copyOf(lookalikes);
    }

    /**
     * One photograph's fate.
     *
     * @param photo its name
     * @param used whether it became a template
     * @param why why not; empty if it was used
     */
    public record Outcome(String photo, boolean used, String why) {}
}
