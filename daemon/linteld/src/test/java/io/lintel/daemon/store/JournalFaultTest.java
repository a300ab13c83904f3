package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up or turns read-only, on a small file system of its own. Needs to be root; says so otherwise. */
final class JournalFaultTest {
    @TempDir
    private Path directory;

    private boolean mounted;
    private Path disk = Path.of("/nonexistent");

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
        assumeTrue(mounted, "mounting a small file system needs root");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskLosesNothingAndWritingGoesOnByItself() throws IOException {
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        Path file = disk.resolve("journal.db");
        List<JournalEntry> written = new ArrayList<>();
        // What is freed must hold the write-ahead log a second time: after a doubtful commit it is written anew.
        Path ballast = Files.write(disk.resolve("ballast"), new byte[300_000]);
        try (Journal journal = Events.journal(file)) {
            List<PendingEvent> refused = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (true) {
                            refused.clear();
                            for (int i = 0; i < 5; i++) {
                                refused.add(journal.prepare(Events.granted(Events.START)));
                            }
                            written.addAll(journal.append(refused));
                        }
                    })
                    .isInstanceOfSatisfying(StoreException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.FULL);
                        assertThat(e).hasMessageContaining("no space left").hasMessageContaining("free some");
                    });
            assertThat(written).isNotEmpty();
            assertThatThrownBy(() -> journal.append(refused)).isInstanceOf(StoreException.class);

            Files.delete(ballast);
            List<JournalEntry> late = journal.append(refused);
            assertThat(late.getFirst().seq()).isEqualTo(written.getLast().seq() + 1);
            assertThat(journal.setAside()).isEmpty();
        }
        try (JournalReader reader = new JournalReader(file)) {
            assertThat(reader.verify().breaks()).isEmpty();
            assertThat(reader.lastSeq()).isEqualTo(written.size() + 5L);
        }
    }

    @Test
    void aDiskWithoutAnyRoomIsCalledThatWhateverWasBeingDone() throws IOException {
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        Path file = disk.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 20);
        }
        fillUp();
        String line = "cannot write " + file + ": no space left; free some, writing goes on by itself";
        try (Journal journal = reopened(file);
                JournalReader reader = new JournalReader(file)) {
            assertThatThrownBy(journal::open).as("open").hasMessage(line);
            assertThatThrownBy(() -> Events.append(journal, 21, 21)).as("write").hasMessage(line);
            assertThatThrownBy(reader::lastSeq).as("read").hasMessage(line);
        }
        Path other = disk.resolve("another.db");
        assertThatThrownBy(() -> Events.journal(other).open()).as("create").hasMessage(line.replace("journal.db", "another.db"));

        Files.delete(disk.resolve("filler"));
        try (Journal journal = reopened(file)) {
            assertThat(Events.append(journal, 21, 21)).extracting(JournalEntry::seq).containsExactly(21L);
        }
    }

    @Test
    void aDamagedJournalWaitsForRoomToBeSalvaged() throws IOException {
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        Path file = disk.resolve("journal.db");
        try (Journal journal = Events.journal(file)) {
            Events.append(journal, 1, 100);
        }
        try (var raw = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            raw.write(new byte[100]);
        }
        fillUp();
        try (Journal journal = reopened(file);
                JournalReader reader = new JournalReader(file)) {
            assertThatThrownBy(journal::open)
                    .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
            assertThat(journal.setAside()).isEmpty();
            Files.delete(disk.resolve("filler"));
            journal.open();
            assertThat(journal.setAside()).isPresent();
            assertThat(reader.range(1, 100, 100)).hasSize(100);
        }
    }

    /** As another process would: with other ids. */
    private static Journal reopened(Path file) {
        return Events.journal(Events.settings(file), InstantSource.fixed(Events.START), 2);
    }

    /** Leaves not a single byte. */
    private void fillUp() throws IOException {
        try (var filler = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                filler.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void aFileSystemTurnedReadOnlyIsToldAndSurvived() throws IOException, InterruptedException {
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        Path file = disk.resolve("journal.db");
        Mailbox<JournalMessage> mailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
        RecordingListener heard = new RecordingListener();
        Journal journal = Events.journal(file);
        JournalAgent agent = new JournalAgent(journal, mailbox, heard, InstantSource.fixed(Events.START), () -> 0L, new Random(1));
        agent.onStart(0);
        mailbox.offer(new JournalMessage.Append(Events.numbered(1, Events.START)));
        agent.doWork(1);
        assertThat(heard.entries).hasSize(1);
        journal.close(); // so that the mount may be changed; it opens again by itself

        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
        mailbox.offer(new JournalMessage.Append(Events.numbered(2, Events.START)));
        agent.doWork(2);
        assertThat(agent.status().writing()).isFalse();
        assertThat(agent.status().detail()).contains("journal.db", "read-only");
        assertThat(agent.status().waiting()).isEqualTo(1);

        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        agent.doWork(TimeUnit.MINUTES.toNanos(1));
        assertThat(agent.status().writing()).isTrue();
        assertThat(heard.entries).extracting(JournalEntry::seq).containsExactly(1L, 2L);
        agent.onClose();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
