package io.lintel.core.access;

import io.lintel.core.gallery.PersonId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everybody enrolled, as of one moment. Immutable, any thread: handed over by reference. */
public final class Directory {
    /** Nobody has been told yet: whoever is recognised is taken for somebody of whom nothing special is known. */
    public static final Directory UNTOLD = new Directory(Optional.empty());

    private final Optional<Map<PersonId, PersonFacts>> people;

    private Directory(Optional<Map<PersonId, PersonFacts>> people) {
        this.people = people;
    }

    /** These people and nobody else. */
    public static Directory of(Collection<PersonFacts> people) {
        return new Directory(Optional.of(people.stream().collect(Collectors.toUnmodifiableMap(PersonFacts::id, Function.identity()))));
    }

    /** What is known of a person; empty when nobody of that id is enrolled. */
    public Optional<PersonFacts> find(PersonId id) {
        return people.isEmpty() ? Optional.of(PersonFacts.plain(id)) : Optional.ofNullable(people.get().get(id));
    }
}
