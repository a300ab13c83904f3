package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key file can be changed at any time, and the data's key with it, without losing anybody. */
final class KeyRotationTest {
    private static final PersonId ANA = new PersonId("ana-lima");
    private static final PersonFacts FACTS = new PersonFacts(
            ANA, Set.of("staff"), Optional.empty(), Optional.of(LocalDate.parse("2027-06-30")), true);
    private static final float[] VECTOR = {0.6f, 0.8f};

    @TempDir
    private Path directory;

    private Path key() {
        return directory.resolve("people.key");
    }

    private PeopleStore open() {
        return PeopleStore.open(directory.resolve("people.db"), key(), new SecureRandom());
    }

    private void enrol() {
        try (PeopleStore people = open()) {
            people.add(ANA, "Ana Lima", List.of(new StoredTemplate("a", VECTOR, "photo", Events.START)), Events.START);
            people.access(FACTS, Events.START);
        }
    }

    private void anaIsThere() {
        try (PeopleStore people = open()) {
            assertThat(people.find(ANA)).hasValueSatisfying(ana -> {
                assertThat(ana.name()).isEqualTo("Ana Lima");
                assertThat(ana.facts()).isEqualTo(FACTS);
                assertThat(ana.templates().getFirst().note()).isEqualTo("photo");
            });
            assertThat(people.gallery("a", 2).templates()).isEqualTo(1);
        }
    }

    private void refusedBecause(String words) {
        assertThatThrownBy(() -> open().close()).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.KEY);
            assertThat(e).hasMessageContaining(words);
        });
    }

    @Test
    void rotationKeepsEverybodyAndMakesTheOldKeyWorthless() throws IOException, SQLException {
        enrol();
        byte[] old = Files.readAllBytes(key());
        byte[] sealed = blob("SELECT sealed FROM template");
        byte[] name = blob("SELECT name FROM person");
        try (PeopleStore people = open()) {
            long revision = people.revision();
            assertThat(people.rotateKeys()).isTrue();
            assertThat(people.find(ANA)).as("the open store goes on with the new key").isPresent();
            assertThat(people.revision()).as("nobody changed").isEqualTo(revision);
            assertThat(everything()).doesNotContain(text(sealed)).doesNotContain(text(name));
        }
        assertThat(Files.readAllBytes(key())).isNotEqualTo(old);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key()))).isEqualTo("rw-------");
        anaIsThere();

        byte[] present = Files.readAllBytes(key());
        Files.write(key(), old);
        refusedBecause("another key was put there");
        Files.write(key(), present);
        anaIsThere();
    }

    @Test
    void aRotationCutOffBeforeTheFileWasReplacedLeavesTheOldFileGood() throws IOException, SQLException {
        enrol();
        byte[] old = Files.readAllBytes(key());
        try (PeopleStore people = open()) {
            people.rotateKeys();
        }
        // As it is on disk after the data were sealed anew and before the file was renamed: wrapped by both.
        byte[] next = Files.readAllBytes(key());
        Sealer opener = new Sealer(secret(next), new SecureRandom(), "next");
        byte[] data = opener.open(blob("SELECT wrapped FROM data_key"), "lintel/data-key/1");
        insert(new Sealer(secret(old), new SecureRandom(), "old").seal(data, "lintel/data-key/1"));
        Files.write(key(), old);
        Files.write(directory.resolve("people.key.new"), next);

        anaIsThere();
        assertThat(number("SELECT count(*) FROM data_key")).as("the key that never came is dropped").isEqualTo(1);
        Files.write(key(), next);
        refusedBecause("another key was put there");
    }

    @Test
    void aRotationThatFailsInTheMiddleChangesNothing() throws SQLException {
        enrol();
        sql("UPDATE template SET note = x'01'");
        try (PeopleStore people = open()) {
            assertThatThrownBy(people::rotateKeys).isInstanceOf(StoreException.class);
            assertThat(people.gallery("a", 2).templates()).isEqualTo(1);
        }
        try (PeopleStore people = open()) {
            assertThat(people.gallery("a", 2).templates()).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatIsKeptElsewhereIsTakenOverWithTheOldOneBesideIt() throws IOException {
        enrol();
        Files.move(key(), directory.resolve("people.key.old"));
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.write(key(), Base64.getEncoder().encode(random));
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("r--------"));

        anaIsThere();
        Files.delete(directory.resolve("people.key.old"));
        anaIsThere();
    }

    @Test
    void whereTheKeyFileMayNotBeWrittenOnlyTheDataKeyChanges() throws IOException, SQLException {
        Path kept = Files.createDirectory(directory.resolve("credentials")).resolve("people.key");
        try (PeopleStore people = PeopleStore.open(directory.resolve("people.db"), kept, new SecureRandom())) {
            people.add(ANA, "Ana Lima", List.of(new StoredTemplate("a", VECTOR, "photo", Events.START)), Events.START);
            people.access(FACTS, Events.START);
        }
        Path link = Files.createSymbolicLink(key(), kept); // a credential stands for any file that is not ours to replace
        byte[] before = Files.readAllBytes(link);
        byte[] sealed = blob("SELECT sealed FROM template");
        try (PeopleStore people = open()) {
            assertThat(people.rotateKeys()).isFalse();
        }
        assertThat(Files.readAllBytes(link)).isEqualTo(before);
        assertThat(blob("SELECT sealed FROM template")).isNotEqualTo(sealed);
        anaIsThere();
    }

    @Test
    void theJournalsSealKeyOutlivesARotation() throws IOException {
        enrol();
        String before;
        try (PeopleStore people = open()) {
            before = people.sealKey().code("text");
            assertThat(people.sealKey().code("text")).as("always the same").isEqualTo(before);
            people.rotateKeys();
            assertThat(people.sealKey().code("text")).isEqualTo(before);
        }
        try (PeopleStore people = open()) {
            assertThat(people.sealKey().code("text")).isEqualTo(before);
        }
        Path other = Files.createDirectory(directory.resolve("other"));
        try (PeopleStore people = PeopleStore.open(other.resolve("people.db"), other.resolve("people.key"), new SecureRandom())) {
            assertThat(people.sealKey().code("text")).as("each door has its own").isNotEqualTo(before);
        }
    }

    @Test
    void onlyAWholeKeyIsAKey() throws IOException {
        enrol();
        for (int bytes : new int[] {16, 24, 31, 33}) {
            Files.write(key(), Base64.getEncoder().encode(new byte[bytes]));
            refusedBecause("is no Lintel key");
        }
    }

    @Test
    void aRegisterOfTheFirstSchemaIsTakenOver() throws IOException, SQLException {
        enrol();
        byte[] text = Files.readAllBytes(key());
        // As the first schema had it: everything sealed with the file's own key, and a check in place of a data key.
        Sealer present = new Sealer(
                new SecretKeySpec(
                        new Sealer(secret(text), new SecureRandom(), "file").open(blob("SELECT wrapped FROM data_key"), "lintel/data-key/1"),
                        "AES"),
                new SecureRandom(),
                "data");
        Sealer first = new Sealer(secret(text), new SecureRandom(), "file");
        try (Database open = Database.open(directory.resolve("people.db"), PeopleSchema.STEPS)) {
            open.transaction(() -> new Resealing(open, present, first).run());
            open.execute("DROP TABLE data_key");
            open.execute("ALTER TABLE person DROP COLUMN facts");
            open.execute("ALTER TABLE register DROP COLUMN seal_key");
            open.execute("PRAGMA user_version = 1");
        }
        set("UPDATE register SET key_check = ?", first.seal(new byte[0], "lintel/key-check/1"));

        try (PeopleStore people = open()) {
            assertThat(people.find(ANA)).hasValueSatisfying(ana -> assertThat(ana.name()).isEqualTo("Ana Lima"));
            people.access(FACTS, Events.START);
        }
        anaIsThere();
        assertThat(Files.readAllBytes(key())).as("its backup stays good").isEqualTo(text);
        assertThatThrownBy(() -> first.open(blob("SELECT name FROM person"), PeopleSchema.nameContext(ANA)))
                .as("no longer sealed with the file's key")
                .isInstanceOf(StoreException.class);
        anaIsThere();
    }

    private static SecretKeySpec secret(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1).strip();
        return new SecretKeySpec(Base64.getDecoder().decode(text.substring(text.indexOf(' ') + 1)), "AES");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String everything() throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        try (var files = Files.newDirectoryStream(directory, "people.db*")) {
            for (Path file : files) {
                all.writeBytes(Files.readAllBytes(file));
            }
        }
        return text(all.toByteArray());
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("people.db"));
    }

    private byte[] blob(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void insert(byte[] wrapped) throws SQLException {
        set("INSERT INTO data_key (wrapped) VALUES (?)", wrapped);
    }

    private void set(String sql, byte[] value) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, value);
            statement.executeUpdate();
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
