package io.lintel.cli;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.control.PersonReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the rules are to know of a person: what is not given stays as it is. */
final class AccessOptions {
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
        return wish().given();
    }

    /** What the person is to have. */
    PersonFacts over(PersonReport person) {
        try {
            return wish().over(person);
        } catch (IllegalArgumentException e) {
            throw new UsageFailure(String.valueOf(e.getMessage()));
        }
    }

    private AccessWish wish() {
        return new AccessWish(
                groups.isEmpty() ? Optional.empty() : Optional.of(read("--group", () -> AccessWish.groups(groups))),
                day("--valid-from", Optional.ofNullable(validFrom)),
                day("--valid-to", Optional.ofNullable(validTo)),
                extendedTime || noExtendedTime ? Optional.of(extendedTime) : Optional.empty());
    }

    private static Optional<Optional<LocalDate>> day(String option, Optional<String> text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(read(option, () -> AccessWish.date(text.get())));
    }

    private static <T> T read(String option, Supplier<T> text) {
        try {
            return text.get();
        } catch (IllegalArgumentException e) {
            throw new UsageFailure(option + " " + e.getMessage());
        }
    }
}
