package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeopleStoreTest {
    private static final PersonId ANA = new PersonId("p-17");
    private static final PersonId BEN = new PersonId("p-18");

    @TempDir
    private Path directory;

    @Test
    void whatWasEnrolledIsFoundAgainAfterARestart() {
        float[] ana = vector(1);
        float[] ben = vector(2);
        long revision;
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana Lima", List.of(template("a", ana)), Events.START);
            people.add(BEN, "Ben Okoye", List.of(template("a", ben), template("b", vector(3))), Events.START);
            revision = people.revision();
        }
        try (PeopleStore people = open()) {
            assertThat(people.revision()).isEqualTo(revision);
            assertThat(people.count()).isEqualTo(2);
            assertThat(people.list()).extracting(Person::name).containsExactly("Ana Lima", "Ben Okoye");
            assertThat(people.find(BEN).orElseThrow().templates())
                    .extracting(Person.TemplateNote::space)
                    .containsExactly("a", "b");
            Gallery gallery = people.gallery("a", 128);
            assertThat(gallery.revision()).isEqualTo(revision);
            assertThat(gallery.templates()).isEqualTo(2);
            Match match = new Match();
            gallery.match("a", ben, match);
            assertThat(gallery.person(match.best())).isEqualTo(BEN);
        }
    }

    @Test
    void groupsValidityAndNeedsAreKeptAcrossRestartAndNewTemplates() throws IOException {
        PersonFacts facts = new PersonFacts(
                ANA,
                Set.of("staff", "night-shift"),
                Optional.of(LocalDate.parse("2026-07-06")),
                Optional.of(LocalDate.parse("2026-12-31")),
                true);
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana Lima", List.of(template("a", vector(1))), Events.START);
            assertThat(people.find(ANA).orElseThrow().facts()).isEqualTo(PersonFacts.plain(ANA));
            long before = people.revision();
            assertThat(people.access(facts, Events.START.plusSeconds(9))).isTrue();
            assertThat(people.revision()).isEqualTo(before + 1);
            assertThat(people.find(ANA).orElseThrow().updated()).isEqualTo(Events.START.plusSeconds(9));
            assertThat(people.access(PersonFacts.plain(BEN), Events.START)).as("nobody of that id").isFalse();
            people.replace(ANA, "Ana Lima", List.of(template("a", vector(2))), Events.START);
        }
        try (PeopleStore people = open()) {
            assertThat(people.list().getFirst().facts()).isEqualTo(facts);
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as("sealed").doesNotContain("night-shift");
            }
        }
    }

    @Test
    void aRegisterFromBeforeThereWereGroupsIsTakenOver() throws SQLException {
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana Lima", List.of(template("a", vector(1))), Events.START);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("people.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE person DROP COLUMN facts");
            statement.execute("ALTER TABLE register DROP COLUMN seal_key");
            statement.execute("PRAGMA user_version = 2");
        }
        try (PeopleStore people = open()) {
            assertThat(people.find(ANA).orElseThrow().facts()).isEqualTo(PersonFacts.plain(ANA));
            assertThat(people.access(PersonFacts.plain(ANA), Events.START)).isTrue();
        }
    }

    @Test
    void addingAddsReplacingReplacesRemovingErases() {
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana", List.of(template("a", vector(1))), Events.START);
            people.add(ANA, "Ana Lima", List.of(template("a", vector(2))), Events.START.plusSeconds(5));
            assertThat(people.find(ANA)).hasValueSatisfying(ana -> {
                assertThat(ana.name()).isEqualTo("Ana Lima");
                assertThat(ana.templates()).hasSize(2);
                assertThat(ana.added()).isEqualTo(Events.START);
                assertThat(ana.updated()).isEqualTo(Events.START.plusSeconds(5));
            });
            people.replace(ANA, "Ana Lima", List.of(template("a", vector(3))), Events.START);
            assertThat(people.gallery("a", 128).templates()).isEqualTo(1);
            long before = people.revision();
            assertThat(people.remove(ANA)).isTrue();
            assertThat(people.remove(ANA)).isFalse();
            assertThat(people.revision()).isEqualTo(before + 1);
            assertThat(people.find(ANA)).isEmpty();
            assertThat(people.gallery("a", 128).isEmpty()).isTrue();
        }
    }

    @Test
    void limitsHoldAndARefusedChangeChangesNothing() {
        try (PeopleStore people = open()) {
            List<StoredTemplate> most = new ArrayList<>();
            for (int i = 0; i < PeopleStore.TEMPLATES_MAX; i++) {
                most.add(template("a", vector(i)));
            }
            people.add(ANA, "Ana", most, Events.START);
            long revision = people.revision();
            assertThatThrownBy(() -> people.add(ANA, "Other", List.of(template("a", vector(99))), Events.START))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("replace them");
            assertThatThrownBy(() -> people.add(BEN, " ", List.of(), Events.START)).isInstanceOf(StoreException.class);
            assertThat(people.revision()).isEqualTo(revision);
            assertThat(people.find(ANA).orElseThrow().name()).isEqualTo("Ana");
        }
    }

    @Test
    void neitherNumbersNorNamesNorNotesAreInTheFiles() throws IOException {
        float[] vector = vector(5);
        try (PeopleStore people = open()) {
            people.add(ANA, "Anastasia Wintergreen", List.of(new StoredTemplate("a", vector, "photo holiday.jpg", Events.START)),
                    Events.START);
            byte[] all = everything();
            assertThat(contains(all, "Anastasia".getBytes(StandardCharsets.UTF_8))).isFalse();
            assertThat(contains(all, "Wintergreen".getBytes(StandardCharsets.UTF_8))).isFalse();
            assertThat(contains(all, "holiday".getBytes(StandardCharsets.UTF_8))).isFalse();
            assertThat(contains(all, ANA.value().getBytes(StandardCharsets.UTF_8))).as("the search works").isTrue();
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                for (int i = 0; i + 1 < vector.length; i++) {
                    byte[] two = ByteBuffer.allocate(8).order(order).putFloat(vector[i]).putFloat(vector[i + 1]).array();
                    assertThat(contains(all, two)).as("numbers %d, %d", i, i + 1).isFalse();
                }
            }
        }
    }

    @Test
    void aRemovedPersonsSealedDataLeaveTheFilesToo() throws IOException, SQLException {
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana", List.of(template("a", vector(1))), Events.START);
            people.add(BEN, "Ben", List.of(template("a", vector(2))), Events.START);
            byte[] sealed = sealedOf(ANA);
            assertThat(contains(everything(), sealed)).isTrue();
            people.remove(ANA);
            assertThat(contains(everything(), sealed)).isFalse();
        }
    }

    @Test
    void aTemplateMovedToAnotherPersonIsRefused() throws SQLException {
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana", List.of(template("a", vector(1))), Events.START);
            people.add(BEN, "Ben", List.of(template("a", vector(2))), Events.START);
            sql("UPDATE template SET sealed = (SELECT sealed FROM template WHERE person = 'p-17') WHERE person = 'p-18'");
            assertThatThrownBy(() -> people.gallery("a", 128))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("p-18")
                    .hasMessageContaining("does not open");
        }
    }

    @Test
    void theKeyIsMadeOnceForTheOwnerOnly() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key()))).isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(key());
        open().close();
        assertThat(Files.readAllBytes(key())).isEqualTo(before);
    }

    @Test
    void missingWrongAndUnsafeKeysAreTold() throws IOException {
        open().close();
        byte[] right = Files.readAllBytes(key());

        Files.delete(key());
        refused("is missing; put its backup");
        assertThat(key()).as("no new key is made for old data").doesNotExist();

        byte[] another = new byte[32];
        new SecureRandom().nextBytes(another);
        Files.write(key(), Base64.getEncoder().encode(another));
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
        refused("another key was put there");

        Files.writeString(key(), "lintel-key-1 AAAA\n");
        refused("is no Lintel key");
        Files.writeString(key(), "lintel-key-1 !!!\n");
        refused("is no Lintel key");

        Files.write(key(), right);
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r-----"));
        refused("chmod 600");

        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
        open().close();
    }

    @Test
    void aDamagedRegisterIsRefusedAndLeftInPlace() throws IOException {
        open().close();
        Files.writeString(directory.resolve("people.db"), "garbage ".repeat(1_000));
        assertThatThrownBy(this::open).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.DAMAGED);
            assertThat(e).hasMessageContaining("restore a backup");
        });
        assertThat(directory.resolve("people.db")).exists();
    }

    @Test
    void oneProcessHoldsTheStateDirectory() throws IOException {
        Path state = directory.resolve("state");
        try (StateDirectory first = StateDirectory.open(state)) {
            assertThat(first.people()).isEqualTo(state.resolve("people.db"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state))).isEqualTo("rwx------");
            assertThatThrownBy(() -> StateDirectory.open(state)).isInstanceOfSatisfying(
                    StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
        }
        StateDirectory.open(state).close();
    }

    private void refused(String words) {
        assertThatThrownBy(this::open).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.KEY);
            assertThat(e).hasMessageContaining(words);
        });
    }

    private PeopleStore open() {
        return PeopleStore.open(directory.resolve("people.db"), key(), new SecureRandom());
    }

    private Path key() {
        return directory.resolve("people.key");
    }

    private static StoredTemplate template(String space, float[] vector) {
        return new StoredTemplate(space, vector, "photo", Events.START);
    }

    private static float[] vector(int seed) {
        Random random = new Random(seed);
        float[] vector = new float[128];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private byte[] everything() throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        try (var files = Files.newDirectoryStream(directory, "people.db*")) {
            for (Path file : files) {
                all.writeBytes(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }

    private byte[] sealedOf(PersonId id) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("people.db"));
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sealed FROM template WHERE person = '" + id + "'")) {
            rows.next();
            byte[] sealed = rows.getBytes(1);
            return java.util.Arrays.copyOfRange(sealed, 1, 65); // a piece that surely lies on one page
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("people.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            int j = 0;
            while (j < part.length && all[i + j] == part[j]) {
                j++;
            }
            if (j == part.length) {
                return true;
            }
        }
        return false;
    }
}
