package io.lintel.hal.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.lintel.hal.Edge;
import io.lintel.hal.Gpio;
import io.lintel.hal.GpioProvider;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a real kernel shows, with figures. */
@Tag("board")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelGpioTest {
    private static final int ROUND = 5000;
    /** Two edges each, and the kernel keeps a thousand for a reader: see {@link LineRequest}. */
    private static final int BIRTHS = 200;
    private static final LineSettings RELAY = LineSettings.of("lintel-board", "door-relay");
    private static final LineSettings CONTACT = LineSettings.of("lintel-board", "door-contact");

    private SimulatedChip board;

    @BeforeEach
    void plug() {
        board = new SimulatedChip();
    }

    @AfterEach
    void clear() {
        board.close();
    }

    /** A line at its pull's level when it is requested at rest never moves; otherwise it moves once at its request and once at its release. */
    @ParameterizedTest(name = "pulled up {0}, born active {1}")
    @CsvSource({"false, false", "true, true", "true, false", "false, true"})
    void theWireHearsNoGlitchOfABirth(boolean pulledUp, boolean initial) {
        board.driveHigh("door-relay", pulledUp);
        try (InputLine wire = board.monitor()) {
            for (int birth = 0; birth < BIRTHS; birth++) {
                board.gpio().output(RELAY, initial).close();
            }
            List<Boolean> heard = new ArrayList<>();
            for (Optional<Edge> edge = wire.await(0); edge.isPresent(); edge = wire.await(0)) {
                heard.add(edge.get().active());
            }
            List<Boolean> expected = new ArrayList<>();
            for (int birth = 0; birth < BIRTHS && pulledUp != initial; birth++) {
                expected.add(initial);
                expected.add(pulledUp);
            }
            assertThat(heard).isEqualTo(expected);
        }
    }

    @Test
    void drivingTheRelayIsQuickAndAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] took = new long[ROUND];
        long allocated = Long.MAX_VALUE;
        try (OutputLine relay = board.gpio().output(RELAY, false)) {
            for (int round = 0; round < 40 && allocated >= ROUND; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < ROUND; i++) {
                    long start = System.nanoTime();
                    relay.set((i & 1) == 0);
                    took[i] = System.nanoTime() - start;
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        print("set()", took);
        assertThat(allocated).as("bytes in %d calls", ROUND).isLessThan(ROUND);
    }

    @Test
    void edgesTwoMillisecondsApartAllArriveWithTheKernelsTime() throws Exception {
        int edges = 400;
        long[] fromKernel = new long[edges];
        long[] fromWire = new long[edges];
        long[] driven = new long[edges];
        try (InputLine contact = board.gpio().input(CONTACT)) {
            CompletableFuture<Void> world = CompletableFuture.runAsync(() -> toggle(edges, driven));
            for (int i = 0; i < edges; i++) {
                Edge edge = contact.await(TimeUnit.SECONDS.toNanos(5)).orElseThrow();
                long now = System.nanoTime();
                assertThat(edge.sequence()).isEqualTo(i + 1L);
                assertThat(edge.active()).isEqualTo(i % 2 == 0);
                assertThat(edge.timestampNanos()).isBetween(driven[i], now);
                fromKernel[i] = now - edge.timestampNanos();
                fromWire[i] = now - driven[i];
            }
            world.get();
        }
        print("edge, kernel's stamp to Java", fromKernel);
        print("edge, wire to Java", fromWire);
    }

    @Test
    void oneWaitingSinceBeforeTheUnpluggingIsToldWithinASecond() throws Exception {
        InputLine contact = board.gpio().input(CONTACT);
        CompletableFuture<Optional<Edge>> waiting =
                CompletableFuture.supplyAsync(() -> contact.await(TimeUnit.SECONDS.toNanos(20)));
        Thread.sleep(300); // past the first slice: it is inside a poll whatever the phase
        long start = System.nanoTime();
        board.unplug();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        System.out.printf("unplugged: told after %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    @Test
    void aChipThatReturnsUnderAnotherNumberIsFoundByItsLabel() {
        try (OutputLine old = board.gpio().output(RELAY, false)) {
            String before = board.kernelName();
            board.unplug();
            board.replug();
            String after = board.kernelName();
            System.out.println("unplugged as " + before + ", back as " + after);
            assertThat(after).as("the old line is held, so the number is taken").isNotEqualTo(before);
            try (OutputLine relay = board.gpio().output(RELAY, true)) {
                assertThat(board.isHigh("door-relay")).isTrue();
                assertThat(relay.isActive()).isTrue();
            }
            assertThat(old.isActive()).isFalse();
        }
    }

    @Test
    void theDaemonFindsItByName() {
        Gpio found = ServiceLoader.load(GpioProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("pi4j"))
                .findFirst()
                .orElseThrow()
                .open();
        assertThat(found.lines())
                .filteredOn(line -> line.chip().equals("lintel-board"))
                .extracting(LineInfo::name)
                .containsExactly("door-relay", "door-contact", "exit-button", "tamper", "fire", "relay-sense");
        found.close();
    }

    private void toggle(int edges, long[] driven) {
        for (int i = 0; i < edges; i++) {
            long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
            driven[i] = System.nanoTime();
            board.driveHigh("door-contact", i % 2 == 0);
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private static void print(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%s: p50 %.1f us, p99 %.1f us, max %.1f us (%d)%n",
                what,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3,
                sorted.length);
    }
}
