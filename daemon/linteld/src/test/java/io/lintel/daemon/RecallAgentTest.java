package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorInput;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.control.HealthState;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.JournalSettings;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a door knows again after a restart, from its real journal. */
final class RecallAgentTest {
    private static final Instant NOON = Instant.parse("2026-07-06T12:00:00Z");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final Mailbox<DoorMessage> mailbox = new Mailbox<>(3);
    private final Random random = new Random(1);
    private final Component memory = new Health(clock).component("memory");

    @Test
    void itTellsLockdownAndSidesOnceAndAllOfThem() {
        List<DoorEvent> events = new ArrayList<>();
        events.add(event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty()));
        for (int i = 0; i < 1_200; i++) {
            events.add(event(EventType.ACCESS_PASSED, Map.of(), Optional.of(new PersonId("p" + i % 7))));
            events.add(event(EventType.DOOR_REX, Map.of(), Optional.empty()));
        }
        write(events);

        RecallAgent agent = agent();
        List<DoorInput> told = run(agent, 50);
        assertThat(told).hasSize(8).last().isEqualTo(lockdown());
        assertThat(told.subList(0, 7)).allMatch(DoorInput.Whereabouts.class::isInstance);
        assertThat(run(agent, 50)).as("nothing more").isEmpty();
    }

    @Test
    void aJournalThatIsNotThereYetIsAwaited() {
        RecallAgent agent = agent();
        assertThat(run(agent, 50)).isEmpty();
        write(List.of(event(EventType.HEALTH_STARTED, Map.of(), Optional.empty())));
        assertThat(run(agent, 500)).containsExactly(DoorInput.Recalled.NOTHING);
    }

    @Test
    void howeverLongAgoALockdownIsKnown() {
        List<DoorEvent> events = new ArrayList<>();
        events.add(event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty()));
        for (int i = 0; i < 60_000; i++) {
            events.add(event(EventType.DOOR_REX, Map.of(), Optional.empty()));
        }
        write(events);
        assertThat(run(agent(), 3)).containsExactly(lockdown());
    }

    /** Retention deletes events, and nothing that still holds. */
    @Test
    void whatTheRetentionDeletedIsStillKnown() {
        write(List.of(
                event(EventType.DOOR_LOCKED, Map.of("by", "ops"), Optional.empty()),
                event(EventType.ACCESS_PASSED, Map.of(), Optional.of(new PersonId("ana"))),
                event(EventType.ACCESS_PASSED, Map.of(), Optional.of(new PersonId("ben"))),
                event(EventType.ACCESS_GRANTED, Map.of("passed", "assumed"), Optional.of(new PersonId("cara"))),
                event(EventType.ACCESS_GRANTED, Map.of(), Optional.of(new PersonId("cara"))),
                event(EventType.DOOR_LOCKED, Map.of("by", "schedule", "schedule", "office"), Optional.empty()),
                event(EventType.PERSON_REMOVED, Map.of(), Optional.of(new PersonId("ben"))),
                event(EventType.DOOR_REX, Map.of(), Optional.empty())));
        clock.advanceMillis(Duration.ofDays(200).toMillis());
        try (Journal journal = journal()) {
            assertThat(journal.prune(100)).isEqualTo(7);
        }
        assertThat(run(agent(), 3))
                .containsExactlyInAnyOrder(
                        new DoorInput.Whereabouts(new PersonId("ana"), Direction.Way.IN, NOON),
                        new DoorInput.Whereabouts(new PersonId("cara"), Direction.Way.IN, NOON),
                        new DoorInput.Recalled(false, Optional.of(new DoorInput.LastLock("ops", Optional.of(NOON)))))
                .last().isInstanceOf(DoorInput.Recalled.class);
    }

    @Test
    void aJournalOfAnEarlierVersionIsReadBackAsWell() throws SQLException {
        write(List.of(
                event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty()),
                event(EventType.ACCESS_PASSED, Map.of(), Optional.of(new PersonId("ben"))),
                event(EventType.PERSON_REMOVED, Map.of(), Optional.of(new PersonId("ben")))));
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = old.createStatement()) {
            statement.execute("DROP TABLE memory");
            statement.execute("DROP TABLE seal");
            statement.execute("PRAGMA user_version = 1");
        }
        assertThat(run(agent(), 3)).as("not before its writer has opened it").isEmpty();
        write(List.of());
        clock.advanceMillis(5_000);
        assertThat(run(agent(), 3)).containsExactly(lockdown());
    }

    @Test
    void aJournalThatCannotBeReadIsToldAndTriedForEver() throws IOException {
        write(List.of(event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty())));
        byte[] whole = Files.readAllBytes(directory.resolve("journal.db"));
        Files.write(directory.resolve("journal.db"), new byte[8_192]);
        RecallAgent agent = agent();
        assertThat(run(agent, 2_000)).as("no word, so no face").isEmpty();
        assertThat(memory.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(memory.now().detail()).contains("no face is granted");

        Files.write(directory.resolve("journal.db"), whole);
        assertThat(run(agent, 200)).containsExactly(lockdown());
        assertThat(memory.isOk()).isTrue();
    }

    /** A damaged journal was replaced: what is lost is said, and at the next start it has been said. */
    @Test
    void whatASalvageLostIsSaidOnce() {
        write(List.of(event(EventType.HEALTH_CHANGED, Map.of("component", "journal", "carried", "0", "missing", "1-9"), Optional.empty())));
        assertThat(run(agent(), 3)).as("explicitly nothing").containsExactly(DoorInput.Recalled.NOTHING);
        assertThat(memory.now().state()).isEqualTo(HealthState.DEGRADED);
        assertThat(memory.now().detail()).contains("locked down");

        write(List.of(event(EventType.HEALTH_CHANGED, Map.of("component", "memory", "state", "degraded"), Optional.empty())));
        run(agent(), 3);
        assertThat(memory.isOk()).isTrue();
    }

    @Test
    void anEventThatCannotBeReadBackIsDoubted() throws SQLException {
        write(List.of(event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty())));
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = open.createStatement()) {
            statement.execute("UPDATE memory SET body = x'00'");
        }
        assertThat(run(agent(), 3)).containsExactly(DoorInput.Recalled.NOTHING);
        assertThat(memory.now().state()).isEqualTo(HealthState.DEGRADED);
    }

    @Test
    void whatASalvageCarriedOverIsKnownAndTheRestIsDoubted() throws IOException {
        List<DoorEvent> events = new ArrayList<>();
        events.add(event(EventType.DOOR_LOCKDOWN, Map.of("by", "ops", "active", "true"), Optional.empty()));
        for (int i = 0; i < 300; i++) {
            events.add(event(EventType.DOOR_REX, Map.of(), Optional.empty()));
        }
        write(events);
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("journal.db").toFile(), "rw")) {
            file.write(new byte[4_096]);
        }
        write(List.of(event(EventType.DOOR_REX, Map.of(), Optional.empty())));
        assertThat(run(agent(), 3)).containsExactly(lockdown());
        assertThat(memory.now().state()).isEqualTo(HealthState.DEGRADED);
    }

    private static DoorInput.Recalled lockdown() {
        return new DoorInput.Recalled(true, Optional.of(new DoorInput.LastLock("ops", Optional.of(NOON))));
    }

    private RecallAgent agent() {
        RecallAgent agent = new RecallAgent(new JournalReader(directory.resolve("journal.db")), mailbox, memory, new Random(1));
        agent.onStart(clock.getAsLong());
        return agent;
    }

    private List<DoorInput> run(RecallAgent agent, int turns) {
        List<DoorInput> told = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            agent.doWork(clock.getAsLong());
            for (var next = mailbox.poll(); next.isPresent(); next = mailbox.poll()) {
                told.add(((DoorMessage.Input) next.get()).input());
            }
            clock.advanceMillis(100);
        }
        return told;
    }

    private void write(List<DoorEvent> events) {
        try (Journal journal = journal()) {
            journal.open();
            for (int first = 0; first < events.size(); first += Journal.BATCH_MAX) {
                List<DoorEvent> batch = events.subList(first, Math.min(events.size(), first + Journal.BATCH_MAX));
                journal.append(batch.stream().map(journal::prepare).toList());
            }
        }
    }

    private Journal journal() {
        JournalSettings settings = new JournalSettings(
                directory.resolve("journal.db"), "hq", "front", "boot", ZoneOffset.UTC, Duration.ofDays(30), false, true);
        ClockQuality quality = new ClockQuality("test", true, OptionalLong.empty());
        return new Journal(settings, new EventIds(clock, random), () -> quality, clock, clock);
    }

    private static DoorEvent event(EventType type, Map<String, String> detail, Optional<PersonId> person) {
        return person.isEmpty()
                ? DoorEvent.of(type, new Moment(0, NOON), detail)
                : new DoorEvent(
                        type,
                        NOON,
                        0,
                        person,
                        new Direction(Direction.Way.IN, Direction.Source.READER),
                        Optional.empty(),
                        Optional.empty(),
                        Latency.NONE,
                        detail);
    }
}
