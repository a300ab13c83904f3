package io.lintel.core.gallery;

import java.util.regex.Pattern;

/**
 * A person's name for machines, never for display: a topic segment of {@code [a-z0-9-]}, 1..63 characters.
 *
 * @param value the id
 */
public record PersonId(String value) implements Comparable<PersonId> {
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9-]{1,63}");

    /** Refuses anything that is not a topic segment. */
    public PersonId {
        if (!SEGMENT.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "person id \"" + value + "\": use 1..63 of a-z, 0-9 and '-' (for example \"ana-lima\")");
        }
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
