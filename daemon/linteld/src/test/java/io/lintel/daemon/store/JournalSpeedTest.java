package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what the journal does in a second on this machine's disk; asserts only that groups are worth their while. */
final class JournalSpeedTest {
    @TempDir
    private Path directory;

    @Test
    void groupsCommitFasterThanSingles() {
        try (Journal journal = Events.journal(directory.resolve("journal.db"))) {
            rate(journal, 64, 640); // warm
            double singles = rate(journal, 1, 200);
            double groups = rate(journal, Journal.BATCH_MAX, 6_400);
            System.out.printf("journal: %.0f commits/s singly, %.0f events/s in groups of %d%n", singles, groups, Journal.BATCH_MAX);
            assertThat(groups).isGreaterThan(singles);
        }
    }

    private static double rate(Journal journal, int group, int count) {
        long began = System.nanoTime();
        for (int done = 0; done < count; done += group) {
            List<PendingEvent> batch = new ArrayList<>();
            for (int i = 0; i < group; i++) {
                batch.add(journal.prepare(Events.granted(Events.START)));
            }
            journal.append(batch);
        }
        return count * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - began);
    }
}
