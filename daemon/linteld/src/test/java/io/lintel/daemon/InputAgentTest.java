package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.HealthState;
import io.lintel.core.door.DoorInput;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import io.lintel.hal.sim.SimGpio;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputAgentTest {
    private static final LineSettings LINE = new LineSettings("", "REX", false, Bias.AS_IS, Duration.ofMillis(20));

    private final TestClock clock = new TestClock();
    private final SimGpio gpio = new SimGpio(clock);
    private final Health board = new Health(clock);
    private final Component health = board.component("input.rex");
    private final Mailbox<DoorMessage> door = new Mailbox<>(4);
    private final InputAgent agent =
            new InputAgent("rex", () -> gpio.input(LINE), DoorInput.Rex::new, door, health, new Random(1));

    @Test
    void tellsTheStateAtOnceAndEveryChangeAfter() {
        gpio.drive("REX", true);
        turn();
        assertThat(received()).containsExactly(true);
        press(false);
        press(true);
        assertThat(received()).containsExactly(false, true);
        turn();
        assertThat(received()).isEmpty();
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void aBusyLineIsToldOfAndHadLater() {
        gpio.occupy("REX", "somebody");
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        assertThat(received()).isEmpty();
        gpio.vacate("REX");
        for (int i = 0; i < 10; i++) {
            clock.advanceMillis(100);
            turn();
        }
        assertThat(received()).containsExactly(false);
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void anUnpluggedChipComesBackWithItsPresentState() {
        turn();
        gpio.unplug();
        turn();
        assertThat(health.now().state()).isEqualTo(HealthState.OFFLINE);
        gpio.replug();
        gpio.drive("REX", true);
        for (int i = 0; i < 20; i++) {
            clock.advanceMillis(100);
            turn();
        }
        assertThat(received()).containsExactly(false, true);
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void noEdgeIsLostWhileTheDoorTakesNone() {
        turn();
        boolean level = false;
        List<Boolean> sent = new ArrayList<>(List.of(false));
        for (int i = 0; i < 12; i++) {
            level = !level;
            sent.add(level);
            press(level);
        }
        assertThat(health.now().state()).isEqualTo(HealthState.DEGRADED);
        List<Boolean> got = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            got.addAll(received());
            turn();
        }
        assertThat(got).isEqualTo(sent);
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    @Test
    void aButtonThatIsStuckAtTheStartIsToldUntilItIsLetGo() {
        gpio.drive("REX", true);
        InputAgent button = new InputAgent(
                "rex", () -> gpio.input(LINE), new ButtonMeaning(DoorInput.Rex::new), door, health, new Random(1));
        button.doWork(clock.getAsLong());
        assertThat(received()).as("a state, which the door takes for no press").containsExactly(true);
        assertThat(health.now().state()).isEqualTo(HealthState.DEGRADED);
        assertThat(health.now().detail()).contains("active ever since");
        assertThat(health.now().todo()).contains("[gpio.rex]");

        gpio.drive("REX", false);
        button.doWork(clock.getAsLong());
        clock.advanceMillis(25);
        button.doWork(clock.getAsLong());
        assertThat(received()).containsExactly(false);
        assertThat(health.now().state()).isEqualTo(HealthState.OK);
    }

    /** Of press and release the kernel kept the release only. */
    @Test
    void aPressAmongLostEdgesIsStillOne() {
        Queue<Edge> edges = new ArrayDeque<>();
        boolean[] level = {false};
        InputAgent button = new InputAgent("rex", () -> line(edges, level), DoorInput.Rex::new, door, health, new Random(1));
        button.doWork(clock.getAsLong());
        edges.add(new Edge(true, 0, 1));
        edges.add(new Edge(false, 0, 2));
        button.doWork(clock.getAsLong());
        assertThat(received()).containsExactly(false, true, false);

        edges.add(new Edge(false, 0, 9));
        button.doWork(clock.getAsLong());
        assertThat(received()).as("a press went before this release").containsExactly(true, false);

        edges.add(new Edge(true, 0, 20));
        edges.add(new Edge(false, 0, 21));
        button.doWork(clock.getAsLong());
        assertThat(received()).as("let go again by the time it is heard of").containsExactly(true, false);
    }

    @Test
    void afterAGapTheLevelIsReadAgain() {
        Queue<Edge> edges = new ArrayDeque<>();
        boolean[] level = {false};
        InputAgent button = new InputAgent("rex", () -> line(edges, level), DoorInput.Rex::new, door, health, new Random(1));
        button.doWork(clock.getAsLong());
        edges.add(new Edge(true, 0, 1));
        edges.add(new Edge(false, 0, 4));
        level[0] = true;
        button.doWork(clock.getAsLong());
        assertThat(received()).as("pressed by now, whatever became of the edge").containsExactly(false, true, false, true);
    }

    private static InputLine line(Queue<Edge> edges, boolean[] level) {
        return new InputLine() {
            @Override
            public boolean isActive() {
                return level[0];
            }

            @Override
            public Optional<Edge> await(long timeoutNanos) {
                return Optional.ofNullable(edges.poll());
            }

            @Override
            public void close() {
                edges.clear();
            }
        };
    }

    private void press(boolean active) {
        gpio.drive("REX", active);
        // The chip learns of the level when it is looked at; a real one sees it at once.
        turn();
        clock.advanceMillis(25);
        turn();
    }

    private void turn() {
        agent.doWork(clock.getAsLong());
    }

    private List<Boolean> received() {
        List<Boolean> levels = new ArrayList<>();
        for (Optional<DoorMessage> next = door.poll(); next.isPresent(); next = door.poll()) {
            levels.add(((DoorInput.Rex) ((DoorMessage.Input) next.get()).input()).active());
        }
        return levels;
    }
}
