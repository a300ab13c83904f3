package io.lintel.daemon.store;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules know of a person, as it is sealed: four lines, for groups, first day, last day and extended time. */
final class SealedFacts {
    private static final int LINES = 4;

    private SealedFacts() {}

    static byte[] bytes(PersonFacts facts) {
        String groups = facts.groups().stream().sorted().collect(Collectors.joining(","));
        String from = facts.validFrom().map(LocalDate::toString).orElse("");
        String to = facts.validTo().map(LocalDate::toString).orElse("");
        return String.join("\n", groups, from, to, String.valueOf(facts.extendedTime())).getBytes(StandardCharsets.UTF_8);
    }

    static PersonFacts read(PersonId id, byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", LINES);
        try {
            Set<String> groups = Arrays.stream(lines[0].split(",", -1)).filter(group -> !group.isEmpty()).collect(Collectors.toSet());
            return new PersonFacts(id, groups, date(lines[1]), date(lines[2]), Boolean.parseBoolean(lines[3]));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StoreException(
                    StoreException.Kind.DAMAGED, "the groups and validity of " + id + " cannot be read; restore a backup of the register", e);
        }
    }

    private static Optional<LocalDate> date(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }
}
