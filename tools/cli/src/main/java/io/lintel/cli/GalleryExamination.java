package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.PeopleReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.StatusReport;
import io.lintel.core.control.VerificationReport;
import io.lintel.daemon.config.Config;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who is enrolled and how well, and what the journal holds, as the running daemon tells it. No name is printed, only ids. */
final class GalleryExamination implements DoctorCommand.Examination {
    private static final Period OLD = Period.ofYears(5);
    private static final int NAMED_MAX = 5;
    private static final long PENDING_WARN = 10_000;

    private final Config door;
    private final boolean running;
    private final Clock clock;

    GalleryExamination(Config door, boolean running, Clock clock) {
        this.door = door;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        if (!running) {
            return Stream.of("gallery", "journal")
                    .map(check -> Finding.skip(check, "the daemon is not running"))
                    .toList();
        }
        try (Control control = DoorConnection.running(door)) {
            List<Finding> findings = new ArrayList<>(people(control.people(), control.status()));
            findings.addAll(journal(control.verifyEvents(), control.status()));
            return findings;
        } catch (ControlException e) {
            return List.of(Finding.fail("gallery", String.valueOf(e.getMessage()), e.error().todo()));
        }
    }

    private List<Finding> people(PeopleReport people, StatusReport status) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), door.site().zone());
        String space = status.recognition().space();
        List<Finding> findings = new ArrayList<>();
        findings.add(
                people.people().isEmpty()
                        ? Finding.warn("gallery", "nobody is enrolled", "enrol somebody: lintel person add ID photo.jpg --name NAME")
                        : Finding.ok("gallery", people.people().size() + " people, revision " + people.revision()));
        findings.add(all(people, "gallery photographs", "have one photograph only", "add two more of another day: they are then recognised far more often",
                person -> person.templates().size() != 1));
        if (!space.isEmpty()) {
            findings.add(all(people, "gallery models", "cannot be recognised by the models in use", "enrol them again",
                    person -> person.templates().stream().anyMatch(template -> template.space().equals(space))));
        }
        findings.add(all(people, "gallery validity", "may no longer pass", "remove them: lintel person remove ID",
                person -> person.access().validTo().isEmpty() || !LocalDate.parse(person.access().validTo()).isBefore(today)));
        findings.add(all(people, "gallery age", "were enrolled more than five years ago", "enrol them again: faces change",
                person -> !LocalDate.ofInstant(person.enrolled(), door.site().zone()).isBefore(today.minus(OLD))));
        return findings;
    }

    private static Finding all(PeopleReport people, String check, String otherwise, String todo, Predicate<PersonReport> well) {
        List<String> others = people.people().stream()
                .filter(well.negate())
                .map(person -> person.id().value())
                .toList();
        if (others.isEmpty()) {
            return Finding.ok(check, "all are well");
        }
        String named = String.join(", ", others.subList(0, Math.min(NAMED_MAX, others.size())));
        String what = others.size() + " " + otherwise + ": " + named + (others.size() > NAMED_MAX ? ", …" : "");
        return Finding.warn(check, what, todo);
    }

    private static List<Finding> journal(VerificationReport journal, StatusReport status) {
        long pending = status.journal().pending();
        return List.of(
                journal.breaks().isEmpty()
                        ? Finding.ok("journal", journal.events() + " events, complete and unchanged")
                        : Finding.fail("journal", String.join("; ", journal.breaks()), "see 'lintel events verify'; keep a copy of the state directory"),
                pending < PENDING_WARN
                        ? Finding.ok("journal outbox", pending + " events wait to be acknowledged")
                        : Finding.warn("journal outbox", pending + " events wait to be acknowledged", "see why the broker or the hub takes none"));
    }
}
