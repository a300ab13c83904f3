package io.lintel.daemon.store;

import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.PersonId;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Events and journals for tests. */
public final class Events {
    /** When the tests play. */
    public static final Instant START = Instant.parse("2026-07-01T08:30:00Z");

    /** The monotonic clock of these journals, which stands still. */
    public static final long MONO_NANOS = 7_000_000_000L;

    private Events() {}

    /** An event that tells itself apart by a number. */
    public static DoorEvent numbered(int number, Instant time) {
        return DoorEvent.of(
                EventType.DOOR_REX, new Moment(number * 1_000_000L, time), Map.of("number", Integer.toString(number)));
    }

    /** An event with everything in it. */
    public static DoorEvent granted(Instant time) {
        Latency latency = Latency.NONE;
        long nanos = 1_000_000;
        for (Stage stage : Stage.values()) {
            latency = latency.with(stage, nanos);
            nanos += 1_000_000;
        }
        return new DoorEvent(
                EventType.ACCESS_GRANTED,
                time,
                5_000_000_000L,
                Optional.of(new PersonId("ana-lima")),
                new Direction(Direction.Way.IN, Direction.Source.READER),
                Optional.of(Reason.MATCH),
                Optional.of(new Recognition(
                        5.5, 4.2, 0.001, 3, 0.71, OptionalDouble.of(0.98), 0.8, "lintel-default@1", 7, 12)),
                latency,
                Map.of("note", "x"));
    }

    /** Settings of a delivering journal with 30 days of retention. */
    public static JournalSettings settings(Path file) {
        return new JournalSettings(file, "hq", "front", "boot-1", ZoneId.of("Europe/Lisbon"), Duration.ofDays(30), true, true);
    }

    /** A journal under a clock. */
    public static Journal journal(JournalSettings settings, InstantSource wall, long seed) {
        return new Journal(
                settings,
                new EventIds(wall, new Random(seed)),
                () -> new ClockQuality("sim", true, OptionalLong.of(3)),
                wall,
                () -> MONO_NANOS);
    }

    /** A journal under a clock, sealed with a key. */
    static Journal sealed(JournalSettings settings, InstantSource wall, long seed, Supplier<Optional<SealKey>> key) {
        return new Journal(
                settings,
                new EventIds(wall, new Random(seed)),
                () -> new ClockQuality("sim", true, OptionalLong.of(3)),
                wall,
                () -> MONO_NANOS,
                Connector.DIRECT,
                key);
    }

    /** A journal at a fixed time. */
    public static Journal journal(Path file) {
        return journal(settings(file), InstantSource.fixed(START), 1);
    }

    /** Writes numbered events {@code from..to}, both included. */
    public static List<JournalEntry> append(Journal journal, int from, int to) {
        List<JournalEntry> entries = new ArrayList<>();
        for (int first = from; first <= to; first += Journal.BATCH_MAX) {
            List<PendingEvent> batch = new ArrayList<>();
            for (int number = first; number <= Math.min(to, first + Journal.BATCH_MAX - 1); number++) {
                batch.add(journal.prepare(numbered(number, START)));
            }
            entries.addAll(journal.append(batch));
        }
        return entries;
    }
}
