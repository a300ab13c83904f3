package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.control.VerificationReport;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import io.lintel.core.event.StampedEvent;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir
    private Path directory;

    @Test
    void numbersWithoutGapsAndChainsByHashAcrossRestarts() {
        Path file = directory.resolve("journal.db");
        List<JournalEntry> entries = new ArrayList<>();
        try (Journal journal = Events.journal(file)) {
            entries.addAll(Events.append(journal, 1, 70));
        }
        try (Journal journal = Events.journal(Events.settings(file), InstantSource.fixed(Events.START), 2)) {
            entries.addAll(Events.append(journal, 71, 75));
        }
        assertThat(entries).extracting(JournalEntry::seq).containsExactlyElementsOf(numbers(1, 75));
        EventCodec codec = new EventCodec();
        assertThat(HashChain.firstBroken(HashChain.GENESIS, entries.stream().map(JournalEntry::body).toList(), codec))
                .isEmpty();
        StampedEvent last = codec.decode(entries.getLast().body());
        assertThat(last.event()).isEqualTo(Events.numbered(75, Events.START));
        assertThat(last.stamp().id()).isEqualTo(entries.getLast().id());
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.verify().breaks()).isEmpty();
            assertThat(reader.lastSeq()).isEqualTo(75);
            assertThat(reader.latest(2)).extracting(JournalEntry::seq).containsExactly(74L, 75L);
            assertThat(reader.range(3, 5, 100)).extracting(JournalEntry::seq).containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void outboxKnowsWhatIsDeliveredAndWhatIsParked() {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file);
                JournalReader reader = new JournalReader(file)) {
            List<JournalEntry> entries = Events.append(journal, 1, 10);
            journal.acked(4, entries.get(3).id());
            journal.parked(6, entries.get(5).id(), "too large");
            assertThat(reader.pending(0, 100)).extracting(JournalEntry::seq).containsExactly(5L, 7L, 8L, 9L, 10L);
            assertThat(reader.pending(7, 2)).extracting(JournalEntry::seq).containsExactly(8L, 9L);
            assertThat(reader.pendingCount()).isEqualTo(5);

            journal.acked(3, entries.get(2).id());
            journal.acked(9, UUID.randomUUID());
            journal.acked(99, entries.get(9).id());
            assertThat(reader.ackedUpTo()).as("older, foreign and impossible marks change nothing").isEqualTo(4);
        }
        try (Journal journal = Events.journal(file)) {
            journal.open();
            assertThat(journal.ackedUpTo()).isEqualTo(4);
        }
    }

    @Test
    void anAttemptWhoseOutcomeIsUnknownIsNotWrittenTwice() throws SQLException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 3);
            List<PendingEvent> batch = List.of(
                    journal.prepare(Events.numbered(4, Events.START)), journal.prepare(Events.numbered(5, Events.START)));
            List<JournalEntry> first = journal.append(batch);
            breakOnce(file, journal); // an error after the commit: the next attempt is doubtful
            List<JournalEntry> again = journal.append(batch);
            assertThat(again).extracting(JournalEntry::seq).containsExactly(4L, 5L);
            assertThat(again.getFirst().body()).isEqualTo(first.getFirst().body());
            assertThat(journal.lastSeq()).isEqualTo(5);
            assertThat(Events.append(journal, 6, 6)).extracting(JournalEntry::seq).containsExactly(6L);
        }
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.verify().breaks()).isEmpty();
        }
    }

    /** Holds the write lock until the journal gives its connection up. */
    private static void breakOnce(Path file, Journal journal) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> Events.append(journal, 100, 100))
                    .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void anEventThatCannotBeWrittenInFullIsWrittenInShort() {
        try (Journal journal = Events.journal(directory.resolve("journal.db"))) {
            DoorEvent huge = DoorEvent.of(
                    EventType.DOOR_FORCED, new Moment(1, Events.START), Map.of("text", "x".repeat(EventCodec.EVENT_BYTES_MAX)));
            List<JournalEntry> entries = journal.append(
                    List.of(journal.prepare(huge), journal.prepare(Events.numbered(2, Events.START))));
            DoorEvent read = new EventCodec().decode(entries.getFirst().body()).event();
            assertThat(read.type()).isEqualTo(EventType.DOOR_FORCED);
            assertThat(read.detail()).containsKey("unwritable");
            assertThat(entries).extracting(JournalEntry::seq).containsExactly(1L, 2L);
        }
    }

    @Test
    void retentionDeletesOnlyWhatIsOldAndDelivered() {
        Path file = directory.resolve("journal.db");
        List<JournalEntry> old;
        try (Journal journal = Events.journal(file)) {
            old = Events.append(journal, 1, 10);
            journal.acked(6, old.get(5).id());
        }
        InstantSource later = InstantSource.fixed(Events.START.plus(Duration.ofDays(31)));
        try (Journal journal = Events.journal(Events.settings(file), later, 2);
                JournalReader reader = new JournalReader(file)) {
            assertThat(journal.prune(4)).as("limited").isEqualTo(4);
            assertThat(journal.prune(100)).isEqualTo(2);
            assertThat(journal.prune(100)).isZero();
            assertThat(reader.range(1, 100, 100)).extracting(JournalEntry::seq).containsExactly(7L, 8L, 9L, 10L);
            journal.acked(10, old.get(9).id());
            journal.prune(100);
            assertThat(reader.range(1, 100, 100)).as("the newest carries the chain").extracting(JournalEntry::seq).containsExactly(10L);
            journal.append(List.of(journal.prepare(Events.numbered(11, later.instant()))));
            assertThat(reader.verify().breaks()).isEmpty();
        }
    }

    @Test
    void withoutDeliveryRetentionAloneDecides() {
        JournalSettings base = Events.settings(directory.resolve("journal.db"));
        JournalSettings kept = new JournalSettings(
                base.file(), base.site(), base.door(), base.boot(), base.zone(), base.retention(), false, true);
        try (Journal journal = Events.journal(kept, InstantSource.fixed(Events.START), 1)) {
            Events.append(journal, 1, 5);
        }
        try (Journal journal = Events.journal(kept, InstantSource.fixed(Events.START.plus(Duration.ofDays(31))), 2)) {
            assertThat(journal.prune(100)).isEqualTo(4);
        }
    }

    @Test
    void aNewerSchemaIsRefusedAndLeftAlone() throws SQLException, IOException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 1);
        }
        sql(file, "PRAGMA user_version = 99");
        try (Journal journal = Events.journal(file)) {
            assertThatThrownBy(journal::open).isInstanceOfSatisfying(StoreException.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.NEWER);
                assertThat(e).hasMessageContaining("newer Lintel (schema 99");
            });
        }
        assertThat(files()).doesNotHave(new org.assertj.core.api.Condition<>(
                names -> names.stream().anyMatch(name -> name.contains("damaged")), "set aside"));
    }

    @Test
    void aChangedOrMissingEventShowsInTheChain() throws SQLException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 20);
        }
        try (JournalReader reader = new JournalReader(file)) {
            sql(file, "UPDATE event SET body = cast(replace(cast(body AS TEXT), '\"number\":\"7\"', '\"number\":\"8\"') AS BLOB) WHERE seq = 7");
            assertThat(reader.verify().breaks()).singleElement().asString().contains("event 8", "does not follow");
            sql(file, "DELETE FROM event WHERE seq = 5");
            assertThat(reader.verify().breaks()).hasSize(2).last().asString().contains("event 5", "missing");
        }
    }

    @Test
    void deliveredEventsThatAreGoneShow() throws SQLException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            JournalEntry last = Events.append(journal, 1, 20).getLast();
            journal.acked(last.seq(), last.id());
        }
        sql(file, "DELETE FROM event WHERE seq > 17");
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.verify().breaks()).containsExactly("events 18 to 20: were delivered and are gone");
        }
    }

    @Test
    void aColumnThatIsNotWhatTheEventSaysShows() throws SQLException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 5);
        }
        sql(file, "UPDATE event SET type = 'io.lintel.door.lockdown.v1' WHERE seq = 3");
        sql(file, "UPDATE event SET time_ms = time_ms - 1000 WHERE seq = 4");
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.verify().breaks()).hasSize(2).allMatch(each -> each.contains("type or time"));
        }
    }

    @Test
    void aPrunedJournalIsWholeFromWhereItBegins() throws SQLException {
        Path file = directory.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 20);
        }
        sql(file, "DELETE FROM event WHERE seq < 8");
        try (JournalReader reader = new JournalReader(file)) {
            VerificationReport report = reader.verify();
            assertThat(report.breaks()).isEmpty();
            assertThat(report).extracting(VerificationReport::events, VerificationReport::first, VerificationReport::last)
                    .containsExactly(13L, 8L, 20L);
            assertThat(report.head()).isEqualTo(HashChain.hash(reader.latest(1).getFirst().body()));
        }
    }

    @Test
    void readersFollowToTheNewJournal() throws IOException {
        Path file = directory.resolve("journal.db");
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.lastSeq()).as("nothing was written yet").isZero();
            assertThat(reader.pending(0, 10)).isEmpty();
            Files.createFile(file); // as far as a full disk lets the first start come
            assertThat(reader.pendingCount()).isZero();
            try (Journal journal = Events.journal(file)) {
                Events.append(journal, 1, 3);
                assertThat(reader.lastSeq()).isEqualTo(3);
            }
            Database.setAside(file, Events.START);
            try (Journal journal = Events.journal(file)) {
                Events.append(journal, 1, 1);
                assertThat(reader.lastSeq()).isEqualTo(1);
            }
        }
    }

    private List<String> files() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    private static void sql(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Long> numbers(long from, long to) {
        return java.util.stream.LongStream.rangeClosed(from, to).boxed().toList();
    }
}
