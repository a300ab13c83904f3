package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.HashChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can write the disk, but does not have the key, changes at the ends of a journal shows. */
final class JournalSealTest {
    private static final SealKey KEY = new SealKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final SealKey OTHER = new SealKey("another key, another key, another".substring(0, 32).getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = directory.resolve("journal.db");
    }

    private Journal journal(Optional<SealKey> key, long seed) {
        return Events.sealed(Events.settings(file), InstantSource.fixed(Events.START), seed, () -> key);
    }

    private void write(int from, int to) {
        try (Journal journal = journal(Optional.of(KEY), from)) {
            Events.append(journal, from, to);
        }
    }

    private List<String> breaks(SealKey key) {
        try (JournalReader reader = new JournalReader(file)) {
            return reader.verify(key).breaks();
        }
    }

    private void sql(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void edit(long seq) {
        sql("UPDATE event SET body = cast(replace(cast(body AS TEXT), '\"number\":\"" + seq + "\"', '\"number\":\"99\"') AS BLOB) WHERE seq = "
                + seq);
    }

    @Test
    void aSealedJournalIsWholeAcrossRestartsAndPruning() {
        write(1, 10);
        write(11, 20);
        assertThat(breaks(KEY)).isEmpty();
        InstantSource later = InstantSource.fixed(Events.START.plus(Duration.ofDays(31)));
        try (Journal journal = Events.sealed(Events.settings(file), later, 3, () -> Optional.of(KEY));
                JournalReader reader = new JournalReader(file)) {
            journal.acked(15, reader.entry(15).orElseThrow().id());
            assertThat(journal.prune(6)).isEqualTo(6);
            assertThat(breaks(KEY)).isEmpty();
            assertThat(journal.prune(100)).isEqualTo(9);
            assertThat(breaks(KEY)).isEmpty();
            Events.append(journal, 21, 21);
            assertThat(journal.setAside()).isEmpty();
        }
        assertThat(breaks(KEY)).isEmpty();
        assertThat(breaks(OTHER)).singleElement().asString().contains("not made with this door's key");
    }

    @Test
    void aNewJournalIsSealedBeforeItsFirstEvent() {
        try (Journal journal = journal(Optional.of(KEY), 1)) {
            journal.open();
        }
        try (Database open = Database.open(file, JournalSchema.STEPS)) {
            assertThat(Seal.read(open)).contains(Seal.of(KEY, 0, HashChain.GENESIS, 1));
        }
    }

    @Test
    void anEditedNewestEventShows() {
        write(1, 10);
        edit(10);
        assertThat(breaks(KEY)).containsExactly("event 10: was changed after it was written");
    }

    @Test
    void aTailThatWasNeverDeliveredAndIsGoneShows() {
        write(1, 10);
        sql("DELETE FROM event WHERE seq > 7");
        assertThat(breaks(KEY)).containsExactly("events 8 to 10: were written and are gone");
        sql("DELETE FROM event");
        assertThat(breaks(KEY)).containsExactly("events 1 to 10: were written and are gone");
    }

    @Test
    void aHeadThatIsGoneShowsThoughNothingWasDelivered() {
        write(1, 10);
        sql("DELETE FROM event WHERE seq < 4");
        assertThat(breaks(KEY)).containsExactly("events 1 to 3: were kept and are gone");
    }

    @Test
    void aWholeChainWrittenAnewShows() {
        write(1, 5);
        sql("DELETE FROM event");
        try (Journal forged = journal(Optional.empty(), 77)) {
            Events.append(forged, 1, 5);
        }
        assertThat(breaks(KEY)).singleElement().asString().contains("event 5: was changed");
    }

    @Test
    void aSealThatIsForgedOrGoneShows() {
        write(1, 10);
        sql("DELETE FROM event WHERE seq > 7");
        sql("UPDATE seal SET seq = 7, head = '" + headOf(7) + "'");
        assertThat(breaks(KEY)).singleElement().asString().contains("not made with this door's key");
        sql("UPDATE seal SET code = ''");
        assertThat(breaks(KEY)).singleElement().asString().contains("not made with this door's key");
        sql("DELETE FROM seal");
        assertThat(breaks(KEY)).singleElement().asString().contains("not sealed");
    }

    @Test
    void everyFieldIsSealed() {
        Seal seal = Seal.of(KEY, 12, "a".repeat(64), 3);
        assertThat(seal.fits(KEY)).isTrue();
        assertThat(seal.fits(OTHER)).isFalse();
        assertThat(new Seal(13, seal.head(), 3, seal.code()).fits(KEY)).isFalse();
        assertThat(new Seal(12, "b" + seal.head().substring(1), 3, seal.code()).fits(KEY)).isFalse();
        assertThat(new Seal(12, seal.head(), 4, seal.code()).fits(KEY)).isFalse();
    }

    private String headOf(long seq) {
        try (JournalReader reader = new JournalReader(file)) {
            return HashChain.hash(reader.entry(seq).orElseThrow().body());
        }
    }

    @Test
    void whatIsGoneAtAStartIsDamageAndNoNumberIsUsedTwice() {
        write(1, 10);
        String head = headOf(10);
        sql("DELETE FROM event WHERE seq > 7");
        try (Journal journal = journal(Optional.of(KEY), 50);
                JournalReader reader = new JournalReader(file)) {
            JournalEntry next = Events.append(journal, 12, 12).getFirst();
            assertThat(next.seq()).as("11 is the news").isEqualTo(12);
            assertThat(journal.setAsideNotice().orElseThrow()).contains("from 8 to 10 were on disk and are gone");
            JournalEntry news = reader.entry(11).orElseThrow();
            EventCodec codec = new EventCodec();
            assertThat(codec.decode(news.body()).event().detail()).containsEntry("missing", "8-10").containsEntry("chain", "goes on");
            assertThat(codec.decode(news.body()).stamp().prev()).isEqualTo(head);
            assertThat(reader.verify(KEY).breaks()).as("explained").isEmpty();
        }
    }

    @Test
    void anEditedNewestEventIsDamageAtAStartAndNotCarriedOver() {
        write(1, 10);
        edit(10);
        try (Journal journal = journal(Optional.of(KEY), 50);
                JournalReader reader = new JournalReader(file)) {
            journal.open();
            assertThat(reader.range(1, 100, 100)).extracting(JournalEntry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 11L);
            assertThat(journal.setAsideNotice().orElseThrow()).contains("event 10 is not what was written");
            assertThat(reader.verify(KEY).breaks()).as("explained").isEmpty();
        }
    }

    @Test
    void aHeadThatIsGoneIsDamageAtAStart() {
        write(1, 10);
        sql("DELETE FROM event WHERE seq < 4");
        try (Journal journal = journal(Optional.of(KEY), 50)) {
            journal.open();
            assertThat(journal.setAsideNotice().orElseThrow()).contains("events before 4 were kept and are gone");
        }
        assertThat(breaks(KEY)).isEmpty();
    }

    @Test
    void withoutTheKeyEventsAreWrittenAndLaterSaidToBeUnsealed() {
        write(1, 3);
        List<SealKey> keys = new ArrayList<>();
        try (Journal journal = Events.sealed(
                        Events.settings(file), InstantSource.fixed(Events.START), 9, () -> keys.stream().findFirst());
                JournalReader reader = new JournalReader(file)) {
            JournalEntry sixth = Events.append(journal, 4, 6).getLast();
            assertThat(breaks(KEY)).containsExactly("events 4 to 6: are not sealed; only their chain speaks for them");
            journal.acked(6, sixth.id());
            keys.add(KEY);
            journal.prune(100);
            assertThat(reader.lastSeq()).isEqualTo(7);
            assertThat(breaks(KEY)).singleElement().asString().contains("events 4-6: were not sealed when event 7 was written");
            assertThat(Events.append(journal, 8, 8)).extracting(JournalEntry::seq).containsExactly(8L);
            assertThat(breaks(KEY)).hasSize(1);
            assertThat(journal.setAside()).isEmpty();
        }
    }

    @Test
    void nothingIsPrunedWhileTheSealCannotBeRenewed() {
        write(1, 5);
        InstantSource later = InstantSource.fixed(Events.START.plus(Duration.ofDays(31)));
        try (Journal journal = Events.sealed(Events.settings(file), later, 9, Optional::empty);
                JournalReader reader = new JournalReader(file)) {
            journal.acked(4, reader.entry(4).orElseThrow().id());
            assertThat(journal.prune(100)).isZero();
        }
        assertThat(breaks(KEY)).isEmpty();
    }

    @Test
    void aJournalFromBeforeThereWereSealsIsSealedAndThatIsSaid() {
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 4);
        }
        write(6, 6);
        assertThat(breaks(KEY)).singleElement().asString()
                .contains("events 1-4: were not sealed when event 5 was written", "had no seal");
    }
}
