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
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.JournalSettings;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
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
        assertThat(told).hasSize(8).last().isEqualTo(new DoorInput.Recalled(true, Optional.of(NOON)));
        assertThat(told.subList(0, 7)).allMatch(DoorInput.Whereabouts.class::isInstance);
        assertThat(run(agent, 50)).as("nothing more").isEmpty();
    }

    @Test
    void aJournalThatIsNotThereYetIsAwaited() {
        RecallAgent agent = agent();
        assertThat(run(agent, 50)).isEmpty();
        write(List.of(event(EventType.HEALTH_STARTED, Map.of(), Optional.empty())));
        assertThat(run(agent, 500)).containsExactly(new DoorInput.Recalled(false, Optional.empty()));
    }

    private RecallAgent agent() {
        return new RecallAgent(new JournalReader(directory.resolve("journal.db")), mailbox, new Random(1));
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
        JournalSettings settings = new JournalSettings(
                directory.resolve("journal.db"), "hq", "front", "boot", ZoneOffset.UTC, Duration.ofDays(30), false, true);
        ClockQuality quality = new ClockQuality("test", true, OptionalLong.empty());
        try (Journal journal = new Journal(settings, new EventIds(clock, new Random(1)), () -> quality, clock, clock)) {
            journal.open();
            for (int first = 0; first < events.size(); first += Journal.BATCH_MAX) {
                List<DoorEvent> batch = events.subList(first, Math.min(events.size(), first + Journal.BATCH_MAX));
                journal.append(batch.stream().map(journal::prepare).toList());
            }
        }
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
