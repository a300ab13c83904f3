package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.Directory;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorSettings;
import io.lintel.core.event.Direction;
import io.lintel.core.event.Moment;
import io.lintel.daemon.health.Health;
import io.lintel.hal.Bias;
import io.lintel.hal.LineSettings;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the wire to the lock carries, in every wiring: strike or maglock, relay board active high or low. */
final class DoorWiringTest {
    private final TestClock clock = new TestClock();
    private final SimGpio gpio = new SimGpio(clock);
    private final Health health = new Health(clock);
    private final Mailbox<DoorMessage> mailbox = new Mailbox<>(DoorAgent.MAILBOX_MAX);

    @ParameterizedTest(name = "fail-safe {0}, active-low {1}: high at rest {2}")
    @CsvSource({"false, false, false", "false, true, true", "true, false, true", "true, true, false"})
    void theWireRestsLockedAndIsReleasedOnlyByTheOtherLevel(boolean failSafe, boolean activeLow, boolean highAtRest) {
        DoorAgent door = door(failSafe, activeLow);
        assertThat(gpio.history("LOCK")).as("before the request nobody drives it").isEmpty();

        turn(door);
        assertThat(gpio.history("LOCK")).as("born at rest, in the request itself").extracting(SimChange::high).containsExactly(highAtRest);

        mailbox.offer(new DoorMessage.Input(new DoorInput.Unlock("ops", Duration.ofSeconds(3))));
        turn(door);
        assertThat(gpio.isHigh("LOCK")).as("released").isEqualTo(!highAtRest);

        clock.advanceMillis(3_000);
        turn(door);
        assertThat(gpio.isHigh("LOCK")).as("locked by time").isEqualTo(highAtRest);

        mailbox.offer(new DoorMessage.Input(new DoorInput.Unlock("ops", Duration.ofSeconds(3))));
        turn(door);
        door.onClose();
        assertThat(gpio.history("LOCK")).as("stopped while released: back to rest before it is let go").extracting(SimChange::high)
                .containsExactly(highAtRest, !highAtRest, highAtRest, !highAtRest, highAtRest);
        assertThat(held()).isFalse();
    }

    @ParameterizedTest(name = "fail-safe {0}, active-low {1}: high at rest {2}")
    @CsvSource({"false, false, false", "false, true, true", "true, false, true", "true, true, false"})
    void aCrashLetsTheLineGoAndTheNextStartTakesItAtRest(boolean failSafe, boolean activeLow, boolean highAtRest) {
        DoorAgent crashed = door(failSafe, activeLow);
        turn(crashed);
        mailbox.offer(new DoorMessage.Input(new DoorInput.Unlock("ops", Duration.ofMinutes(3))));
        turn(crashed);
        gpio.unplug(); // the process is gone: nobody resets the line
        gpio.replug();
        assertThat(held()).isFalse();

        DoorAgent next = door(failSafe, activeLow);
        turn(next);
        assertThat(gpio.history("LOCK").getLast().high()).as("no memory of the release").isEqualTo(highAtRest);
        assertThat(next.report().released()).isFalse();
    }

    private boolean held() {
        return gpio.lines().stream().anyMatch(line -> line.name().equals("LOCK") && !line.consumer().isEmpty());
    }

    private void turn(DoorAgent door) {
        door.doWork(clock.getAsLong());
    }

    private DoorAgent door(boolean failSafe, boolean activeLow) {
        DoorSettings settings = new DoorSettings(
                Duration.ofSeconds(5),
                true,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ZERO,
                Direction.UNKNOWN,
                0,
                Duration.ofMinutes(1));
        LineSettings line = new LineSettings("", "LOCK", activeLow, Bias.AS_IS, Duration.ZERO);
        DoorController controller = new DoorController(settings);
        controller.on(DoorInput.Recalled.NOTHING, new Moment(clock.getAsLong(), clock.instant()));
        return new DoorAgent(
                controller,
                new Relay("gpio.relay", () -> gpio.output(line, failSafe), failSafe, health.component("relay"), new Random(1)),
                mailbox,
                new ScriptedJournal(),
                clock,
                clock,
                new Metrics(new PrometheusRegistry()),
                health.component("door"),
                () -> Directory.UNTOLD,
                Optional.empty(),
                Optional.empty());
    }
}
