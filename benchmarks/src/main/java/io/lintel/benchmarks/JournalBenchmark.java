package io.lintel.benchmarks;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalSettings;
import io.lintel.daemon.store.PendingEvent;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One durable commit of the journal (SQLite, WAL, synchronous = FULL) on this machine's disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {
    private static final long SEED = 20_261_124;

    /** Events in one commit. */
    @Param({"1", "50"})
    public int events;

    private Path directory = Path.of(".");
    private Journal journal = journal(directory);

    private static Journal journal(Path directory) {
        Clock clock = Clock.systemUTC();
        JournalSettings settings = new JournalSettings(
                directory.resolve("journal.db"), "bench", "door", "boot", ZoneOffset.UTC, Duration.ofDays(30), true, true);
        ClockQuality quality = new ClockQuality("none", false, OptionalLong.empty());
        return new Journal(settings, new EventIds(clock, new Random(SEED)), () -> quality, clock, System::nanoTime);
    }

    /** A new journal beside the benchmark, on a real disk. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of("."), "journal-benchmark");
        journal = journal(directory);
        journal.open();
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(JournalBenchmark::delete);
        }
    }

    /** Prepares, encodes, chains and commits. */
    @Benchmark
    public int commit() {
        Moment now = new Moment(System.nanoTime(), Clock.systemUTC().instant());
        List<PendingEvent> batch = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            batch.add(journal.prepare(DoorEvent.of(EventType.DOOR_REX, now, Map.of())));
        }
        return journal.append(batch).size();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
