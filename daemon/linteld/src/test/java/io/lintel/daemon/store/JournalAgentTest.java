package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalAgentTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;

    private final Mailbox<JournalMessage> mailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
    private final RecordingListener heard = new RecordingListener();

    @Test
    void commitsWhatWaitsInGroups() {
        JournalAgent agent = agent(directory.resolve("journal.db"));
        agent.onStart(0);
        fill(1, 150);
        int cycles = 0;
        while (agent.doWork(cycles) > 0) {
            cycles++;
        }
        assertThat(heard.batches).containsExactly(64, 64, 22);
        assertThat(agent.status().commits()).isEqualTo(3);
        assertThat(agent.status().lastSeq()).isEqualTo(150);

        JournalEntry fifth = heard.entries.get(4);
        mailbox.offer(new JournalMessage.Acked(5, fifth.id()));
        agent.doWork(10);
        assertThat(agent.status().ackedUpTo()).isEqualTo(5);
        agent.onClose();
    }

    @Test
    void keepsEventsInMemoryUntilThereIsAPlaceAndStopsGrantsWhenMemoryRunsShort() throws IOException {
        Path later = directory.resolve("not-there-yet");
        JournalAgent agent = agent(later.resolve("journal.db"));
        agent.onStart(0);
        assertThat(agent.status().writing()).isFalse();
        assertThat(agent.status().detail()).contains("cannot create", "journal.db");

        int limit = JournalAgent.MAILBOX_MAX;
        fill(1, limit);
        assertThat(mailbox.offer(new JournalMessage.Append(Events.numbered(0, Events.START)))).as("full").isFalse();
        for (long now = 0; now < 5 * SECOND; now += SECOND / 4) {
            agent.doWork(now);
        }
        assertThat(heard.recording).containsExactly(false);
        assertThat(agent.status().recording()).isFalse();
        assertThat(heard.entries).isEmpty();

        Files.createDirectory(later);
        long now = 60 * SECOND;
        while (mailbox.size() > 0) {
            agent.doWork(now++);
        }
        agent.onClose();
        assertThat(heard.recording).containsExactly(false, true);
        assertThat(heard.entries).hasSize(limit);
        for (int i = 0; i < limit; i++) {
            assertThat(heard.entries.get(i).seq()).isEqualTo(i + 1L);
            assertThat(new String(heard.entries.get(i).body(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"number\":\"" + (i + 1) + "\"");
        }
    }

    @Test
    void triesAgainEverMoreRarely() {
        JournalAgent agent = agent(directory.resolve("nowhere").resolve("journal.db"));
        agent.onStart(0);
        mailbox.offer(new JournalMessage.Append(Events.numbered(1, Events.START)));
        int attempts = 0;
        for (long now = 0; now < 120 * SECOND; now += SECOND / 10) {
            attempts += agent.doWork(now) > 0 ? 1 : 0;
        }
        assertThat(attempts).isBetween(20, 27); // 1 + 2 + 4 + 5 + 5 + … seconds
    }

    @Test
    void writesWhatIsLeftWhenItCloses() {
        JournalAgent agent = agent(directory.resolve("journal.db"));
        agent.onStart(0);
        fill(1, 100);
        agent.onClose();
        assertThat(heard.entries).hasSize(100);
    }

    private JournalAgent agent(Path file) {
        return new JournalAgent(Events.journal(file), mailbox, heard, InstantSource.fixed(Events.START), () -> 0L, new Random(1));
    }

    private void fill(int from, int to) {
        for (int number = from; number <= to; number++) {
            assertThat(mailbox.offer(new JournalMessage.Append(Events.numbered(number, Events.START)))).isTrue();
        }
    }
}
