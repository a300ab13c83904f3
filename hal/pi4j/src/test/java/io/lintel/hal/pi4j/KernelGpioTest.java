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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What only a real kernel shows, with figures. {@link BoardRunTest} starts it inside the virtual board. */
@EnabledIfEnvironmentVariable(named = SimulatedChip.INSIDE, matches = "/.*", disabledReason = "runs inside the virtual board only")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelGpioTest {
    private static final int ROUND = 5000;
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

    /** A line that is pulled up and requested low (or the reverse) changes once at its request and once at its release. */
    @Test
    void aWatcherOfTheWireSeesNoGlitch() throws Exception {
        int births = 300;
        for (boolean initial : new boolean[] {true, false}) {
            board.driveHigh("door-relay", !initial);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<long[]> watcher = CompletableFuture.supplyAsync(() -> watch(done));
            for (int i = 0; i < births; i++) {
                try (OutputLine relay = board.gpio().output(RELAY, initial)) {
                    assertThat(board.isHigh("door-relay")).isEqualTo(initial);
                    assertThat(relay.isActive()).isEqualTo(initial);
                }
            }
            done.set(true);
            long[] seen = watcher.get();
            System.out.printf("born %s %d times: watcher looked %d times, saw %d changes%n", initial, births, seen[0], seen[1]);
            assertThat(seen[1]).isLessThanOrEqualTo(2L * births);
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
                .containsExactly("door-relay", "door-contact", "exit-button", "tamper", "fire");
        found.close();
    }

    private long[] watch(AtomicBoolean done) {
        long looks = 0;
        long changes = 0;
        try (RandomAccessFile value = new RandomAccessFile(board.wire("door-relay").resolve("value").toFile(), "r")) {
            int last = value.read();
            while (!done.get()) {
                value.seek(0);
                int now = value.read();
                changes += now == last ? 0 : 1;
                last = now;
                looks++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new long[] {looks, changes};
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
