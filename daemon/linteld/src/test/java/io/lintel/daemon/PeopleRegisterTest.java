package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.PeopleStore;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.store.StoredTemplate;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeopleRegisterTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = START;

    @Test
    void theDigestIsTheSameExactlyWhereTheSamePeopleAreKnown() {
        try (PeopleRegister front = register("front");
                PeopleRegister back = register("back")) {
            assertThat(front.digest()).hasSize(16).isEqualTo(back.digest());
            add(front, "ana", 1);
            assertThat(front.digest()).isNotEqualTo(back.digest());
            add(back, "ana", 2);
            assertThat(front.digest()).as("nothing biometric goes in").isEqualTo(back.digest());

            add(front, "ben", 3);
            now = START.plusSeconds(1);
            add(back, "ben", 3);
            assertThat(front.digest()).as("another moment, perhaps other templates").isNotEqualTo(back.digest());
            add(front, "ben", 3);
            assertThat(front.digest()).isEqualTo(back.digest());

            front.remove(new PersonId("ana"));
            assertThat(front.digest()).isNotEqualTo(back.digest());
            back.remove(new PersonId("ana"));
            assertThat(front.digest()).isEqualTo(back.digest());
        }
    }

    @Test
    void everyChangeLeavesWhatAnotherStartWouldRead() {
        try (PeopleRegister one = register("front")) {
            add(one, "ben", 1);
            add(one, "ana", 2);
            add(one, "cem", 3);
            sameAsRead(one);
            add(one, "ana", 0);
            sameAsRead(one);
            one.access(new PersonFacts(new PersonId("ben"), Set.of("staff"), Optional.empty(), Optional.empty(), true));
            sameAsRead(one);
            one.replace(new PersonId("cem"), "cem", List.of(new StoredTemplate("b", new float[] {0, 1}, "photo", now)));
            sameAsRead(one);
            one.remove(new PersonId("ben"));
            sameAsRead(one);
        }
    }

    /** Beside one that is open: SQLite lets others read. */
    private void sameAsRead(PeopleRegister one) {
        try (PeopleRegister other = register("front")) {
            Gallery expected = other.gallery().orElseThrow();
            Gallery found = one.gallery().orElseThrow();
            assertThat(found).hasToString(expected.toString());
            for (int person = 0; person < expected.people(); person++) {
                assertThat(found.person(person)).isEqualTo(expected.person(person));
            }
            assertThat(one.digest()).isEqualTo(other.digest());
            for (String id : List.of("ana", "ben", "cem")) {
                assertThat(one.directory().find(new PersonId(id))).isEqualTo(other.directory().find(new PersonId(id)));
            }
        }
    }

    @Test
    void noGalleryNoDigest() {
        try (PeopleRegister closed = new PeopleRegister(
                () -> {
                    throw new AssertionError("not opened");
                },
                InstantSource.fixed(START),
                new Health(InstantSource.fixed(START)).component("people"))) {
            assertThat(closed.digest()).isEmpty();
        }
    }

    @Test
    void aRegisterThatCannotBeOpenedSaysWhyWhateverTheReason() {
        Health health = new Health(InstantSource.fixed(START));
        try (PeopleRegister full = new PeopleRegister(
                () -> {
                    throw new StoreException(StoreException.Kind.FULL, "cannot write people.db: no space left");
                },
                InstantSource.fixed(START),
                health.component("people"))) {
            assertThatThrownBy(() -> full.activate("a", 4)).isInstanceOf(StoreException.class);
            assertThat(health.report().components()).singleElement().satisfies(people -> {
                assertThat(people.detail()).contains("no space left");
                assertThat(people.todo()).contains("no face is recognised");
            });
        }
    }

    private PeopleRegister register(String name) {
        PeopleRegister register = new PeopleRegister(
                () -> PeopleStore.open(directory.resolve(name + ".db"), directory.resolve(name + ".key"), new SecureRandom()),
                () -> now,
                new Health(() -> now).component("people"));
        register.activate("a", 4);
        return register;
    }

    private void add(PeopleRegister register, String id, int axis) {
        float[] vector = new float[4];
        vector[axis] = 1;
        register.replace(new PersonId(id), id, List.of(new StoredTemplate("a", vector, "photo", now)));
    }
}
