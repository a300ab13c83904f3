package io.lintel.cli;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.PersonReport;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the rules are to know of a person: what is not given stays as it is. */
final class AccessOptions {
    private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,63}");
    private static final String NONE = "none";

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "A group of the person, as in [access.GROUP]; repeat it for several; none: the default group.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--valid-from", paramLabel = "DATE", description = "The first day, for example 2026-07-06; none: since ever.")
    private @Nullable String validFrom;

    @Option(names = "--valid-to", paramLabel = "DATE", description = "The last day; none: for ever.")
    private @Nullable String validTo;

    @Option(names = "--extended-time", description = "The person needs more time at the door: door.extended-time.")
    private boolean extendedTime;

    @Option(names = "--no-extended-time", description = "The person no longer does.")
    private boolean noExtendedTime;

    /** Whether anything was given. */
    boolean given() {
        return !groups.isEmpty() || validFrom != null || validTo != null || extendedTime || noExtendedTime;
    }

    /** What the person is to have. */
    PersonFacts over(PersonReport person) {
        PersonReport.Access now = person.access();
        try {
            return new PersonFacts(
                    person.id(),
                    groups(now),
                    date("--valid-from", validFrom == null ? now.validFrom() : validFrom),
                    date("--valid-to", validTo == null ? now.validTo() : validTo),
                    extendedTime || (now.extendedTime() && !noExtendedTime));
        } catch (IllegalArgumentException e) {
            throw new UsageFailure(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> groups(PersonReport.Access now) {
        if (groups.isEmpty()) {
            return Set.copyOf(now.groups());
        }
        if (groups.equals(List.of(NONE))) {
            return Set.of();
        }
        groups.stream().filter(group -> group.equals(NONE) || !GROUP.matcher(group).matches()).findFirst().ifPresent(group -> {
            throw new UsageFailure("--group " + group + ": use 1..63 of a-z, 0-9 and '-', or none alone");
        });
        return Set.copyOf(groups);
    }

    private static Optional<LocalDate> date(String option, String text) {
        if (text.isEmpty() || text.equals(NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new UsageFailure(option + " " + text + ": write a date like 2026-07-06, or none");
        }
    }
}
