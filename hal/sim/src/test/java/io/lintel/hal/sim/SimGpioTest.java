package io.lintel.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimGpioTest {
    private static final long MILLI = 1_000_000;
    private static final LineSettings CONTACT = LineSettings.of("any-chip", "door-contact");

    private final AtomicLong clock = new AtomicLong(500);
    private final SimGpio gpio = new SimGpio(clock::get);

    @Test
    void configurationAloneFindsIt() {
        Gpio found = ServiceLoader.load(GpioProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("sim"))
                .findFirst()
                .orElseThrow()
                .open();
        try (OutputLine relay = found.output(LineSettings.of("pinctrl-bcm2711", "GPIO17"), false)) {
            relay.set(true);
            assertThat(relay.isActive()).isTrue();
        }
    }

    @Test
    void theHistoryTellsEverythingAnOutputDid() {
        OutputLine relay = gpio.output(new LineSettings("", "relay", true, Bias.AS_IS, Duration.ZERO), false);
        clock.set(600);
        relay.set(true);
        clock.set(700);
        relay.close();
        assertThat(gpio.history("relay"))
                .containsExactly(new SimChange(false, true, 500), new SimChange(true, false, 600), new SimChange(false, true, 700));
    }

    @Test
    void closingReturnsToAnActiveInitialStateToo() {
        OutputLine maglock = gpio.output(LineSettings.of("", "maglock"), true);
        maglock.set(false);
        gpio.close();
        assertThat(gpio.history("maglock")).extracting(SimChange::active).containsExactly(true, false, true);
    }

    @Test
    void theHistoryIsBounded() {
        OutputLine relay = gpio.output(LineSettings.of("", "relay"), false);
        for (int i = 0; i < SimWire.HISTORY_MAX + 10; i++) {
            clock.incrementAndGet();
            relay.set(i % 2 == 0);
        }
        assertThat(gpio.history("relay")).hasSize(SimWire.HISTORY_MAX);
        assertThat(gpio.history("relay").getLast().nanos()).isEqualTo(clock.get());
    }

    @Test
    void aScriptRunsOnTheGivenClock() {
        InputLine contact = gpio.input(CONTACT);
        gpio.drive("door-contact", true, 1000);
        gpio.drive("door-contact", false, 2000);
        assertThat(contact.await(0)).isEmpty();
        clock.set(999);
        assertThat(contact.await(0)).isEmpty();
        clock.set(1500);
        assertThat(contact.await(0)).contains(new Edge(true, 1000, 1));
        assertThat(contact.isActive()).isTrue();
        clock.set(9000);
        assertThat(contact.await(0)).contains(new Edge(false, 2000, 2));
        assertThat(contact.await(0)).isEmpty();
    }

    @Test
    void driveIsLogicalForAnActiveLowHolderWheneverItComes() {
        gpio.drive("door-contact", true);
        InputLine contact = gpio.input(new LineSettings("", "door-contact", true, Bias.PULL_UP, Duration.ZERO));
        assertThat(contact.isActive()).isTrue();
        assertThat(gpio.isHigh("door-contact")).isFalse();
        gpio.drive("door-contact", false);
        assertThat(contact.isActive()).isFalse();
        assertThat(gpio.isHigh("door-contact")).isTrue();
    }

    @Test
    void withoutDebounceBounceIsManyEdges() {
        InputLine contact = gpio.input(CONTACT);
        gpio.bounce("door-contact", true, 3, MILLI);
        clock.addAndGet(100 * MILLI);
        List<Edge> edges = drain(contact);
        assertThat(edges).extracting(Edge::active).containsExactly(true, false, true, false, true, false, true);
        assertThat(edges).extracting(Edge::timestampNanos).startsWith(500L, 500 + MILLI).endsWith(500 + 6 * MILLI);
    }

    @Test
    void debounceCountsAChangeOnceItHasLasted() {
        InputLine contact = gpio.input(new LineSettings("", "door-contact", false, Bias.AS_IS, Duration.ofMillis(20)));
        gpio.bounce("door-contact", true, 3, MILLI);
        clock.set(500 + 25 * MILLI);
        assertThat(contact.isActive()).as("6 ms of bounce, then 19 ms quiet").isFalse();
        clock.set(500 + 26 * MILLI);
        assertThat(contact.isActive()).isTrue();
        assertThat(drain(contact)).containsExactly(new Edge(true, 500 + 26 * MILLI, 1));
    }

    @Test
    void whateverTheScriptEdgesAlternateAndEndInTheLevel() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            AtomicLong time = new AtomicLong();
            SimGpio sim = new SimGpio(time::get);
            Duration debounce = Duration.ofMillis(random.nextInt(3) * 10L);
            InputLine contact = sim.input(new LineSettings("", "c", random.nextBoolean(), Bias.AS_IS, debounce));
            boolean level = contact.isActive();
            long sequence = 0;
            long last = -1;
            for (int step = 0; step < 100; step++) {
                sim.drive("c", random.nextBoolean(), time.get() + random.nextInt(30) * MILLI);
                time.addAndGet(random.nextInt(15) * MILLI);
                for (Edge edge : drain(contact)) {
                    assertThat(edge.active()).as("seed %d", seed).isEqualTo(!level);
                    assertThat(edge.sequence()).as("seed %d", seed).isEqualTo(++sequence);
                    assertThat(edge.timestampNanos()).as("seed %d", seed).isBetween(last, time.get());
                    last = edge.timestampNanos();
                    level = edge.active();
                }
                assertThat(contact.isActive()).as("seed %d", seed).isEqualTo(level);
            }
        }
    }

    private static List<Edge> drain(InputLine input) {
        List<Edge> edges = new ArrayList<>();
        for (Optional<Edge> edge = input.await(0); edge.isPresent(); edge = input.await(0)) {
            edges.add(edge.get());
        }
        return edges;
    }
}
