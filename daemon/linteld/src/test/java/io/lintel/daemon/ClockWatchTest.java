package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.hal.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What becomes of a clock that is set: one event each time, none for a clock that goes well. */
final class ClockWatchTest {
    private final List<DoorEvent> events = new ArrayList<>();
    private boolean room = true;
    private boolean synchronised;
    private long nanos = 5_000_000_000L;
    private Instant wall = Instant.EPOCH;
    private final ClockWatch watch = new ClockWatch(
            () -> new ClockQuality("sim", synchronised, OptionalLong.empty()), new Sink(), () -> nanos, () -> wall);

    private final class Sink implements EventSink {
        @Override
        public boolean offer(DoorEvent event) {
            return room && events.add(event);
        }

        @Override
        public boolean recording() {
            return room;
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
        watch.run();
    }

    @Test
    void aClockThatIsSetAfterTheStartIsRecordedOnceWithTheJump() {
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        synchronised = true;
        wall = Instant.parse("2026-07-01T08:00:00Z");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.HEALTH_CLOCK);
            assertThat(event.time()).isEqualTo(Instant.parse("2026-07-01T08:00:01Z"));
            assertThat(event.monoNanos()).isEqualTo(8_000_000_000L);
            Duration jump = Duration.between(Instant.ofEpochSecond(2), Instant.parse("2026-07-01T08:00:00Z"));
            assertThat(event.detail()).isEqualTo(Map.of("synchronised", "true", "jump_ms", Long.toString(jump.toMillis())));
        });
    }

    @Test
    void slewingIsNoJumpUntilItHasAddedUp() {
        pass(Duration.ofSeconds(1));
        for (int tick = 0; tick < 100; tick++) {
            wall = wall.plusMillis(5);
            pass(Duration.ofSeconds(1));
        }
        assertThat(events).isEmpty();
        wall = wall.plusMillis(1);
        pass(Duration.ofSeconds(1));
        assertThat(events).singleElement().satisfies(event -> assertThat(event.detail()).containsEntry("jump_ms", "501"));
    }

    @Test
    void aClockThatJumpsAllTheTimeMakesOneEventAMinute() {
        pass(Duration.ofSeconds(1));
        for (int tick = 0; tick < 600; tick++) {
            wall = wall.plusSeconds(tick % 2 == 0 ? 10 : -10);
            pass(Duration.ofSeconds(1));
        }
        assertThat(events).hasSizeBetween(9, 10);
    }

    @Test
    void anEventThatFindsNoRoomComesLater() {
        pass(Duration.ofSeconds(1));
        room = false;
        wall = wall.plusSeconds(3_600);
        pass(Duration.ofSeconds(1));
        assertThat(events).isEmpty();
        room = true;
        pass(Duration.ofSeconds(1));
        assertThat(events).singleElement().satisfies(event -> assertThat(event.detail()).containsEntry("jump_ms", "3600000"));
    }

    @Test
    void aLossOfSynchronisationIsRecorded() {
        synchronised = true;
        pass(Duration.ofSeconds(1));
        synchronised = false;
        pass(Duration.ofSeconds(1));
        assertThat(events).singleElement().satisfies(
                event -> assertThat(event.detail()).isEqualTo(Map.of("synchronised", "false", "jump_ms", "0")));
    }
}
