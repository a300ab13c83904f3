package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlLimits;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.PeopleReport;
import io.lintel.core.control.PersonReport;
import io.lintel.core.control.Photo;
import io.lintel.core.gallery.PersonId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel person}: who the door knows. */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description = "Enrol, list and remove people.",
        synopsisSubcommandLabel = "COMMAND")
final class PersonCommand {
    private final Console console;

    PersonCommand(Console console) {
        this.console = console;
    }

    /** {@code --allow-duplicate}. */
    static final class DuplicateOption {
        @Option(names = "--allow-duplicate", description = "Enrol even somebody who is enrolled under another id, for instance a twin.")
        private boolean allowed;

        Duplicates wanted() {
            return allowed ? Duplicates.ALLOW : Duplicates.REFUSE;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Enrol a person from photographs, or from the door's camera when none is given.",
                "Photographs that show another person than the others, or than is enrolled under ID, are not used.",
                "Enrolling somebody again replaces the templates."
            })
    int add(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(index = "0", paramLabel = "ID", description = "The id events carry: a-z, 0-9 and '-'.") String id,
            @Parameters(index = "1..*", arity = "0..16", paramLabel = "PHOTO", description = "JPEG or PNG, one face each.")
                    @Nullable
                    List<Path> photos,
            @Option(names = "--name", paramLabel = "NAME", description = "The name for people; default: the id.") @Nullable
                    String name,
            @Mixin DuplicateOption duplicates,
            @Mixin AccessOptions access) {
        PersonId person = UsageFailure.personId(id);
        String shown = name == null ? id : name;
        UsageFailure.unlessLong("--name", shown.strip(), 1, ControlLimits.NAME_MAX);
        List<Photo> pictures = new ArrayList<>();
        for (Path photo : photos == null ? List.<Path>of() : photos) {
            pictures.add(PhotoFiles.read(photo));
        }
        try (Control control = DoorConnection.open(config.path())) {
            EnrolmentReport report = pictures.isEmpty()
                    ? control.capturePerson(person, shown, duplicates.wanted())
                    : control.addPerson(person, shown, pictures, duplicates.wanted());
            if (access.given()) {
                control.access(access.over(report.person()));
            }
            if (json.wanted()) {
                console.json(report);
            } else {
                say(report);
            }
        }
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Enrol many people from a CSV file beside their photographs.",
                "Columns: id, name, photo (file names relative to the CSV file, several separated by ';'), and if you like groups"
                        + " (several separated by ';'), valid-from, valid-until (dates like 2026-07-06).",
                "An empty cell leaves groups and validity as they are; none takes them away.",
                "Goes on after a failure; exits with 1 if anybody could not be enrolled."
            })
    int importAll(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "CSV", description = "The list.") Path csv,
            @Mixin DuplicateOption duplicates) {
        List<PeopleCsv.Row> rows = PeopleCsv.read(csv);
        List<Map<String, Object>> people = new ArrayList<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        try (Control control = DoorConnection.open(config.path())) {
            for (PeopleCsv.Row row : rows) {
                try {
                    List<Photo> photos = row.photos().stream().map(PhotoFiles::read).toList();
                    EnrolmentReport report = control.addPerson(new PersonId(row.id()), row.name(), photos, duplicates.wanted());
                    if (row.access().given()) {
                        control.access(row.access().over(report.person()));
                    }
                    if (json.wanted()) {
                        people.add(Map.of("line", row.line(), "report", report));
                    } else {
                        say(report);
                    }
                } catch (RuntimeException e) {
                    failures.add(Map.of("id", row.id(), "line", row.line(), "error", String.valueOf(e.getMessage())));
                    console.err().println("lintel: " + csv + ":" + row.line() + ": " + row.id() + ": " + e.getMessage());
                }
            }
        }
        int enrolled = rows.size() - failures.size();
        if (json.wanted()) {
            console.json(Map.of("enrolled", enrolled, "people", people, "failed", failures));
        } else {
            console.out().println(enrolled + " of " + rows.size() + " enrolled");
        }
        return failures.isEmpty() ? 0 : 1;
    }

    @Command(
            name = "access",
            mixinStandardHelpOptions = true,
            description = {
                "Set a person's groups, validity and needs; what is not given stays as it is.",
                "Who may pass when is in the configuration: [access.GROUP]."
            })
    int access(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "ID", description = "Whom.") String id,
            @Mixin AccessOptions access) {
        PersonId whom = UsageFailure.personId(id);
        if (!access.given()) {
            throw new UsageFailure("nothing to set: give --group, --valid-from, --valid-to or --extended-time");
        }
        try (Control control = DoorConnection.open(config.path())) {
            PersonReport person = control.access(access.over(control.person(whom)));
            if (json.wanted()) {
                console.json(person);
            } else {
                console.out().println(person.id() + "  " + words(person.access()));
            }
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List everybody enrolled.")
    int list(@Mixin ConfigOption config, @Mixin JsonOption json) {
        try (Control control = DoorConnection.open(config.path())) {
            PeopleReport people = control.people();
            if (json.wanted()) {
                console.json(people);
            } else {
                console.table(
                        List.of("ID", "NAME", "TEMPLATES", "ENROLLED"),
                        people.people().stream()
                                .map(person -> List.of(
                                        person.id().value(),
                                        person.name(),
                                        Integer.toString(person.templates().size()),
                                        person.enrolled().toString()))
                                .toList());
            }
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one person and where the templates come from.")
    int show(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "ID", description = "Whom.") String id) {
        PersonId whom = UsageFailure.personId(id);
        try (Control control = DoorConnection.open(config.path())) {
            PersonReport person = control.person(whom);
            if (json.wanted()) {
                console.json(person);
            } else {
                console.out().println(person.id() + "  " + person.name() + "  enrolled " + person.enrolled());
                console.out().println(words(person.access()));
                console.table(
                        List.of("SPACE", "SOURCE", "ENROLLED"),
                        person.templates().stream()
                                .map(template ->
                                        List.of(template.space(), template.source(), template.enrolled().toString()))
                                .toList());
            }
        }
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forget a person and all templates; past events keep the id.")
    int remove(@Mixin ConfigOption config, @Parameters(paramLabel = "ID", description = "Whom.") String id) {
        PersonId whom = UsageFailure.personId(id);
        try (Control control = DoorConnection.open(config.path())) {
            control.removePerson(whom);
        }
        console.out().println(id + " removed");
        return 0;
    }

    private static String words(PersonReport.Access access) {
        StringBuilder words = new StringBuilder("groups ");
        words.append(access.groups().isEmpty() ? "default" : String.join(", ", access.groups()));
        if (!access.validFrom().isEmpty()) {
            words.append("  from ").append(access.validFrom());
        }
        if (!access.validTo().isEmpty()) {
            words.append("  to ").append(access.validTo());
        }
        return words.append(access.extendedTime() ? "  extended time" : "").toString();
    }

    private void say(EnrolmentReport report) {
        long used = report.photos().stream().filter(EnrolmentReport.Outcome::used).count();
        console.out().println(report.person().id() + " enrolled from " + used + " of " + report.photos().size() + " pictures");
        report.photos().stream()
                .filter(outcome -> !outcome.used())
                .forEach(outcome -> console.out().println("  not used: " + outcome.photo() + ": " + outcome.why()));
        if (!report.lookalikes().isEmpty()) {
            console.out().println("  looks like " + report.lookalikes()
                    + ": the door opens only where the evidence tells them clearly apart; if they are one person, remove one of them");
        }
    }
}
