package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.EventType;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.Health;
import io.lintel.hal.sim.SimBoard;
import io.lintel.hal.sim.SimNotifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final TestClock clock = new TestClock();
    private final Health health = new Health(clock);
    private final Component camera = health.component("camera");
    private final SimBoard board = new SimBoard();
    private final SimNotifier notifier = new SimNotifier(Optional.of(Duration.ofSeconds(1)));
    private final ScriptedJournal journal = new ScriptedJournal();
    private final DutyCycle door = new DutyCycle("door", Duration.ofSeconds(2).toNanos(), Duration.ofSeconds(60).toNanos(), clock.getAsLong());
    private int chores;
    private final Supervisor supervisor =
            new Supervisor(health, List.of(door), board, notifier, journal, clock, List.of(() -> chores++));

    @Test
    void saysReadyOnceTheDoorTurnsAndFeedsTheWatchdogTwiceInItsPatience() {
        supervise(Duration.ofSeconds(1), false);
        assertThat(notifier.messages()).doesNotContain("READY=1").contains("WATCHDOG=1");
        supervise(Duration.ofSeconds(5), true);
        assertThat(notifier.messages()).containsOnlyOnce("READY=1");
        assertThat(notifier.messages().stream().filter("WATCHDOG=1"::equals).count()).isBetween(11L, 13L);
        assertThat(chores).isBetween(11, 13);
    }

    @Test
    void starvesTheWatchdogWhileAnAgentHangsAndFeedsItAgainAfter() {
        supervise(Duration.ofSeconds(1), true);
        supervise(Duration.ofSeconds(3), false);
        long fed = fed();
        supervise(Duration.ofSeconds(10), false);
        assertThat(fed()).isEqualTo(fed);
        assertThat(health.report().components()).anySatisfy(each -> {
            assertThat(each.component()).isEqualTo("agents");
            assertThat(each.detail()).isEqualTo("door: hangs");
        });
        supervise(Duration.ofSeconds(1), true);
        assertThat(fed()).isGreaterThan(fed);
    }

    @Test
    void writesChangesOfHealthToTheJournalOnceEvenIfItIsFullForAWhile() {
        supervise(Duration.ofSeconds(1), true);
        camera.ok("open");
        supervise(Duration.ofSeconds(1), true);
        assertThat(journal.events).as("starting well is no news").isEmpty();
        journal.full = true;
        camera.offline("rtsp://me:secret@host/1 gone", "check the cable");
        supervise(Duration.ofSeconds(2), true);
        camera.ok("open");
        supervise(Duration.ofSeconds(2), true);
        journal.full = false;
        supervise(Duration.ofSeconds(2), true);
        assertThat(journal.types()).containsExactly(EventType.HEALTH_CHANGED, EventType.HEALTH_CHANGED);
        assertThat(journal.events.getFirst().detail())
                .containsEntry("component", "camera")
                .containsEntry("state", "offline")
                .containsEntry("cause", "rtsp://***@host/1 gone");
        assertThat(journal.events.getLast().detail()).containsEntry("state", "ok");
    }

    @Test
    void tellsTheOperatorWhatIsWrong() {
        camera.degraded("black", "uncover it");
        board.temperatureCelsius(OptionalDouble.of(91));
        supervise(Duration.ofSeconds(1), true);
        assertThat(notifier.messages().stream().filter(each -> each.startsWith("STATUS=")).toList())
                .last()
                .asString()
                .contains("camera degraded: black")
                .contains("board degraded: hotter");
    }

    private long fed() {
        return notifier.messages().stream().filter("WATCHDOG=1"::equals).count();
    }

    private void supervise(Duration span, boolean doorTurns) {
        for (long ms = 0; ms < span.toMillis(); ms += 50) {
            if (doorTurns) {
                door.started(clock.getAsLong());
                door.turned(clock.getAsLong(), clock.getAsLong());
            }
            supervisor.doWork(clock.getAsLong());
            clock.advanceMillis(50);
        }
    }
}
