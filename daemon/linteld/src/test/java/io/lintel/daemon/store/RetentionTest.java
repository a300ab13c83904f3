package io.lintel.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.EventIds;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that goes wrong deletes nothing before its time. The journals here keep 30 days. */
final class RetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private Instant now = Events.START;
    private long nanos = 1;
    private boolean synchronised = true;
    private int number;

    private Journal journal = Events.journal(Path.of("unused"));

    @BeforeEach
    void start() {
        journal.close();
        journal = new Journal(
                Events.settings(directory.resolve("journal.db")),
                new EventIds(() -> now, new Random(1)),
                () -> new ClockQuality("sim", synchronised, OptionalLong.empty()),
                () -> now,
                () -> nanos);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** One event, delivered. */
    private void happen() {
        JournalEntry entry = journal.append(List.of(journal.prepare(Events.numbered(++number, now)))).getFirst();
        journal.acked(entry.seq(), entry.id());
    }

    private void happenHourly(int hours) {
        for (int hour = 0; hour < hours; hour++) {
            happen();
            pass(HOUR);
        }
    }

    private List<Long> left() {
        try (JournalReader reader = new JournalReader(directory.resolve("journal.db"))) {
            return reader.range(1, Long.MAX_VALUE, 10_000).stream().map(JournalEntry::seq).toList();
        }
    }

    @Test
    void inOrdinaryTimesExactlyTheOldGo() {
        int pruned = 0;
        for (int hour = 0; hour < 24 * 40; hour++) {
            happen();
            pass(HOUR);
            pruned += journal.prune(1_000);
        }
        assertThat(pruned).isBetween(24 * 10 - 1, 24 * 10);
        assertThat(left().getFirst()).isEqualTo(pruned + 1L);
    }

    @Test
    void aJumpOfYearsLeavesDaysToMendTheClockIn() {
        happenHourly(24 * 20);
        assertThat(journal.prune(10_000)).isZero();
        now = now.plus(Duration.ofDays(3_650));
        happen();
        assertThat(journal.prune(10_000)).isLessThanOrEqualTo(1);
        int before = left().size();
        for (int minutes = 0; minutes < 120; minutes += 10) {
            pass(Duration.ofMinutes(10));
            journal.prune(10_000);
        }
        assertThat(before - left().size()).as("two hours after the jump").isBetween(2 * Retention.PACE - 1, 2 * Retention.PACE + 1);
        int after = left().size();
        now = now.minus(Duration.ofDays(3_650));
        pass(HOUR);
        assertThat(journal.prune(10_000)).as("once the clock is right again").isZero();
        assertThat(left()).hasSize(after);
    }

    @Test
    void aStartIntoAWrongYearDeletesNothingAtOnce() {
        happenHourly(24 * 5);
        journal.close();
        now = now.plus(Duration.ofDays(3_650));
        start();
        happen();
        assertThat(journal.prune(10_000)).isLessThanOrEqualTo(1);
        assertThat(left()).hasSizeGreaterThanOrEqualTo(24 * 5);
    }

    @Test
    void whatWasWrittenBeforeTheClockWasSetIsAsOldAsWhatFollows() {
        happenHourly(2);
        Instant right = now.plus(Duration.ofDays(40)); // switched off for so long
        synchronised = false;
        now = Instant.EPOCH;
        happen();
        now = Events.START; // where the clock stood when it was switched off
        happen();
        synchronised = true;
        now = right;
        happen();
        nanos += Duration.ofDays(20).toNanos();
        journal.prune(10_000);
        assertThat(left()).as("two are old; two are as old as the fifth").containsExactly(3L, 4L, 5L);
        pass(Duration.ofDays(31));
        happen();
        journal.prune(10_000);
        assertThat(left()).containsExactly(6L);
    }

    @Test
    void aDoorThatNeverHearsTheTimeStillForgets() {
        synchronised = false;
        happenHourly(24 * 40);
        int pruned = journal.prune(10_000);
        assertThat(pruned).isBetween(24 * 10 - 1, 24 * 10);
    }
}
