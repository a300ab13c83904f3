package io.lintel.daemon;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.PersonReport;
import io.lintel.daemon.store.Person;
import java.time.LocalDate;

/** The store's people in the control socket's words. */
public final class PersonReports {
    private PersonReports() {}

    /** One person. */
    public static PersonReport of(Person person) {
        return new PersonReport(
                person.id(),
                person.name(),
                person.added(),
                person.templates().stream()
                        .map(each -> new PersonReport.Template(each.space(), each.note(), each.enrolled()))
                        .toList(),
                access(person.facts()));
    }

    private static PersonReport.Access access(PersonFacts facts) {
        return new PersonReport.Access(
                facts.groups().stream().sorted().toList(),
                facts.validFrom().map(LocalDate::toString).orElse(""),
                facts.validTo().map(LocalDate::toString).orElse(""),
                facts.extendedTime());
    }
}
