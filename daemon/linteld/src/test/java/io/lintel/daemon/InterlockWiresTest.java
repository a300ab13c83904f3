package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.Directory;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorSettings;
import io.lintel.core.event.Direction;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.health.Health;
import io.lintel.hal.LineSettings;
import io.lintel.hal.sim.SimGpio;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two doors joined by two wires: each one's "unsecured" output is the other one's interlock input. */
final class InterlockWiresTest {
    private static final PersonId ANA = new PersonId("ana");

    private final TestClock clock = new TestClock();
    private final Health health = new Health(clock);
    private final SimGpio gpio = new SimGpio(clock);
    private final Side outer = new Side("OUTER", "INNER");
    private final Side inner = new Side("INNER", "OUTER");

    @Test
    void ofTwoDoorsOneOpensAtATime() {
        run(200);
        outer.see();
        run(50);
        assertThat(outer.released()).isTrue();
        inner.see();
        run(50);
        assertThat(inner.released()).as("while the outer door is unlocked").isFalse();
        assertThat(inner.journal.events.getLast().reason()).contains(Reason.INTERLOCK);
        outer.contact(true);
        run(50);
        inner.see();
        run(50);
        assertThat(inner.released()).as("or open").isFalse();
        outer.contact(false);
        run(50);
        inner.see();
        run(50);
        assertThat(inner.released()).as("then the inner one").isTrue();
    }

    @Test
    void grantsInTheSameInstantNeverLeaveBothUnlocked() {
        run(200);
        outer.see();
        inner.see();
        run(50);
        assertThat(outer.released() && inner.released()).isFalse();
        run(6_000);
        outer.see();
        run(50);
        assertThat(outer.released()).as("and nobody is stuck").isTrue();
    }

    @Test
    void aDoorWhoseDaemonDiedCountsAsOpen() {
        run(200);
        inner.door.onClose();
        inner.dead = true;
        run(50);
        outer.see();
        run(50);
        assertThat(outer.journal.types()).containsExactly(EventType.ACCESS_DENIED);
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i += 10) {
            outer.turn();
            inner.turn();
            clock.advanceMillis(10);
        }
    }

    /** One door. */
    private final class Side {
        final String name;
        final ScriptedJournal journal = new ScriptedJournal();
        final Mailbox<DoorMessage> mailbox = new Mailbox<>(DoorAgent.MAILBOX_MAX);
        final DoorAgent door;
        final InputAgent interlock;
        final String other;
        boolean dead;

        Side(String name, String other) {
            this.name = name;
            this.other = other;
            DoorSettings settings = new DoorSettings(
                    Duration.ofSeconds(5), true, true, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10), Duration.ZERO, Direction.UNKNOWN,
                    0, Duration.ofMinutes(1));
            AccessSettings access = new AccessSettings(
                    AccessRules.NONE, Optional.empty(), PassbackRule.OFF, SecondFactorRule.NONE, true, DirectionRule.NONE, Duration.ZERO);
            DoorController controller = new DoorController(settings, access);
            controller.on(DoorInput.Recalled.NOTHING, new Moment(clock.getAsLong(), clock.instant()));
            this.door = new DoorAgent(
                    controller,
                    relay("LOCK", false),
                    mailbox,
                    journal,
                    clock,
                    clock,
                    new Metrics(new PrometheusRegistry()),
                    health.component(name),
                    () -> Directory.UNTOLD,
                    Optional.of(relay("UNSECURED", true)),
                    Optional.empty());
            this.interlock = new InputAgent(
                    "interlock",
                    () -> gpio.input(LineSettings.of("", name + "-INTERLOCK")),
                    DoorInput.Interlock::new,
                    mailbox,
                    health.component(name + "-interlock"),
                    new Random(5));
            contact(false);
        }

        private Relay relay(String line, boolean activeAtRest) {
            return new Relay(
                    "gpio",
                    () -> gpio.output(LineSettings.of("", name + "-" + line), activeAtRest),
                    activeAtRest,
                    health.component(name + "-" + line),
                    new Random(6));
        }

        void turn() {
            if (!dead) {
                interlock.doWork(clock.getAsLong());
                door.doWork(clock.getAsLong());
            }
            // The wire. Its far end reads what this one drives, and high, so not secure, when nobody does.
            gpio.driveHigh(other + "-INTERLOCK", dead || gpio.isHigh(name + "-UNSECURED"));
        }

        void see() {
            Recognition recognition = new Recognition(6.1, 3, 0.001, 2, 0.71, OptionalDouble.of(0.97), 0.8, "test@1", 7, 4);
            mailbox.offer(new DoorMessage.Input(new DoorInput.Seen(
                    new Sighting(Reason.MATCH, Optional.of(ANA), recognition, clock.getAsLong(), new Latency(Map.of()), Optional.empty()))));
        }

        void contact(boolean open) {
            mailbox.offer(new DoorMessage.Input(new DoorInput.Contact(open)));
        }

        boolean released() {
            return gpio.isActive(name + "-LOCK");
        }
    }
}
