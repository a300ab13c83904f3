package io.lintel.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.Gpio;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Gpio} back-end promises; a back-end's test extends it with its {@link GpioRig}. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class GpioContract {
    private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private GpioRig rig;

    /** A new bench. */
    protected abstract GpioRig newRig();

    /** The bench of this test. */
    protected final GpioRig rig() {
        return rig;
    }

    @BeforeEach
    void build() {
        rig = newRig();
    }

    @AfterEach
    void clear() {
        rig.close();
    }

    // --- outputs ---

    @Test
    void anOutputIsBornInactiveIfSoAsked() {
        try (OutputLine relay = rig.gpio().output(output(), false)) {
            assertThat(rig.isHigh(rig.output())).isFalse();
            assertThat(relay.isActive()).isFalse();
        }
    }

    @Test
    void anOutputIsBornActiveIfSoAsked() {
        try (OutputLine relay = rig.gpio().output(output(), true)) {
            assertThat(rig.isHigh(rig.output())).isTrue();
            assertThat(relay.isActive()).isTrue();
        }
    }

    @Test
    void anActiveLowOutputIsHighWhenInactive() {
        try (OutputLine relay = rig.gpio().output(activeLow(rig.output()), false)) {
            assertThat(rig.isHigh(rig.output())).isTrue();
            relay.set(true);
            assertThat(rig.isHigh(rig.output())).isFalse();
            assertThat(relay.isActive()).isTrue();
            relay.set(false);
            assertThat(rig.isHigh(rig.output())).isTrue();
        }
    }

    @Test
    void theWireFollowsEverySet() {
        try (OutputLine relay = rig.gpio().output(output(), false)) {
            for (int i = 1; i <= 20; i++) {
                boolean active = i % 3 != 0;
                relay.set(active);
                assertThat(rig.isHigh(rig.output())).as("set %d", i).isEqualTo(active);
                assertThat(relay.isActive()).isEqualTo(active);
            }
        }
    }

    @Test
    void closingTwiceIsHarmlessAndAClosedOutputIsGone() {
        OutputLine relay = rig.gpio().output(output(), false);
        relay.set(true);
        relay.close();
        relay.close();
        assertGone(() -> relay.set(true));
        assertThat(rig.isHigh(rig.output())).isFalse();
        rig.gpio().output(output(), false).close();
    }

    // --- finding lines ---

    @Test
    void linesAreListedWithTheirHolder() {
        try (OutputLine relay = rig.gpio().output(output(), false);
                InputLine contact = rig.gpio().input(input())) {
            LineInfo held = info(rig.output());
            assertThat(held.chip()).isEqualTo(rig.chip());
            assertThat(held.output()).isTrue();
            assertThat(held.consumer()).isEqualTo("lintel");
            assertThat(info(rig.input()).output()).isFalse();
            assertThat(relay.isActive()).isFalse();
            assertThat(contact.isActive()).isFalse();
        }
        assertThat(info(rig.output()).consumer()).isEmpty();
    }

    @Test
    void aLineIsFoundWithoutItsChip() {
        try (OutputLine relay = rig.gpio().output(LineSettings.of("", rig.output()), true)) {
            assertThat(relay.isActive()).isTrue();
            assertThat(rig.isHigh(rig.output())).isTrue();
        }
    }

    @Test
    void aLineIsFoundByItsOffset() {
        String offset = Integer.toString(info(rig.output()).offset());
        try (OutputLine relay = rig.gpio().output(LineSettings.of(rig.chip(), offset), true)) {
            assertThat(relay.isActive()).isTrue();
            assertThat(rig.isHigh(rig.output())).isTrue();
        }
    }

    @Test
    void anUnknownLineIsGoneAndNamed() {
        assertThatThrownBy(() -> rig.gpio().output(LineSettings.of(rig.chip(), "no-such-line"), false))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE))
                .hasMessageContaining("no-such-line");
    }

    @Test
    void anUnknownChipIsGoneAndNamed() {
        assertThatThrownBy(() -> rig.gpio().input(LineSettings.of("no-such-chip", rig.input())))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE))
                .hasMessageContaining("no-such-chip");
    }

    @Test
    void aLineHeldByAnotherIsBusyAndSaysByWhom() throws Exception {
        try (AutoCloseable thief = rig.occupy(rig.output())) {
            assertThat(thief).isNotNull();
            assertThatThrownBy(() -> rig.gpio().output(output(), false))
                    .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.BUSY))
                    .hasMessageContaining(rig.occupant())
                    .hasMessageContaining(rig.output());
        }
        rig.gpio().output(output(), false).close();
    }

    @Test
    void oneLineIsNotGivenTwice() {
        try (InputLine contact = rig.gpio().input(input())) {
            assertThat(contact.isActive()).isFalse();
            assertThatThrownBy(() -> rig.gpio().input(input()))
                    .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.BUSY));
        }
    }

    @Test
    void refusedAccessIsDeniedAndSaysWhatToDo() {
        assumeTrue(rig.canDeny(), "this rig cannot take rights away");
        rig.deny(true);
        try {
            assertThatThrownBy(() -> rig.gpio().output(output(), false))
                    .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.DENIED))
                    .hasMessageContaining("add the user to group gpio");
        } finally {
            rig.deny(false);
        }
        rig.gpio().output(output(), false).close();
    }

    // --- inputs ---

    @Test
    void theFirstLevelIsAStateAndNotAnEdge() {
        rig.driveHigh(rig.input(), true);
        try (InputLine contact = rig.gpio().input(input())) {
            assertThat(contact.isActive()).isTrue();
            assertThat(contact.await(0)).isEmpty();
        }
    }

    @Test
    void edgesComeInOrderStampedAndCounted() {
        try (InputLine contact = rig.gpio().input(input())) {
            List<Long> before = new ArrayList<>();
            List<Long> after = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                before.add(rig.nanos());
                rig.driveHigh(rig.input(), i % 2 == 0);
                after.add(rig.nanos());
            }
            long sequence = 0;
            for (int i = 0; i < 6; i++) {
                Edge edge = contact.await(SOON_NANOS).orElseThrow();
                assertThat(edge.active()).as("edge %d", i).isEqualTo(i % 2 == 0);
                assertThat(edge.timestampNanos()).as("edge %d", i).isBetween(before.get(i), after.get(i));
                assertThat(edge.sequence()).as("edge %d", i).isEqualTo(++sequence);
            }
            assertThat(contact.await(0)).isEmpty();
            assertThat(contact.isActive()).isFalse();
        }
    }

    @Test
    void anActiveLowInputTurnsLevelsAndEdges() {
        rig.driveHigh(rig.input(), true);
        try (InputLine contact = rig.gpio().input(activeLow(rig.input()))) {
            assertThat(contact.isActive()).isFalse();
            rig.driveHigh(rig.input(), false);
            assertThat(contact.isActive()).isTrue();
            assertThat(contact.await(SOON_NANOS).orElseThrow().active()).isTrue();
        }
    }

    @Test
    void aPullResistorGivesAnUndrivenLineItsLevel() {
        try (InputLine contact = rig.gpio().input(biased(Bias.PULL_UP))) {
            assertThat(contact.isActive()).isTrue();
        }
        try (InputLine contact = rig.gpio().input(biased(Bias.PULL_DOWN))) {
            assertThat(contact.isActive()).isFalse();
        }
    }

    @Test
    void waitingEndsInTime() {
        try (InputLine contact = rig.gpio().input(input())) {
            long start = System.nanoTime();
            assertThat(contact.await(TimeUnit.MILLISECONDS.toNanos(60))).isEmpty();
            assertThat(System.nanoTime() - start).isBetween(TimeUnit.MILLISECONDS.toNanos(60), SOON_NANOS);
        }
    }

    @Test
    void anEdgeWakesTheOneWaiting() throws Exception {
        try (InputLine contact = rig.gpio().input(input())) {
            CompletableFuture<Optional<Edge>> waiting = CompletableFuture.supplyAsync(() -> contact.await(LONG_WAIT_NANOS));
            rig.driveHigh(rig.input(), true);
            assertThat(waiting.get(1, TimeUnit.SECONDS).orElseThrow().active()).isTrue();
        }
    }

    @Test
    void closingWakesTheOneWaiting() {
        InputLine contact = rig.gpio().input(input());
        CompletableFuture<Optional<Edge>> waiting = CompletableFuture.supplyAsync(() -> contact.await(LONG_WAIT_NANOS));
        contact.close();
        contact.close();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).hasCauseInstanceOf(HalException.class);
        assertGone(() -> contact.await(0));
        assertGone(contact::isActive);
        rig.gpio().input(input()).close();
    }

    @Test
    void bounceShorterThanTheDebounceIsOneEdge() {
        try (InputLine button = rig.gpio().input(debounced(Duration.ofMillis(100)))) {
            for (int i = 0; i <= 6; i++) {
                rig.driveHigh(rig.input(), i % 2 == 0);
            }
            Edge edge = button.await(LONG_WAIT_NANOS).orElseThrow();
            assertThat(edge.active()).isTrue();
            assertThat(button.isActive()).isTrue();
            assertThat(button.await(TimeUnit.MILLISECONDS.toNanos(250))).isEmpty();
        }
    }

    @Test
    void aPulseShorterThanTheDebounceIsNoEdge() {
        try (InputLine button = rig.gpio().input(debounced(Duration.ofMillis(100)))) {
            rig.driveHigh(rig.input(), true);
            rig.driveHigh(rig.input(), false);
            assertThat(button.await(TimeUnit.MILLISECONDS.toNanos(250))).isEmpty();
            assertThat(button.isActive()).isFalse();
        }
    }

    @Test
    void aStormLosesTheOldestEdgesAndShowsIt() {
        int storm = 3000;
        try (InputLine contact = rig.gpio().input(input())) {
            for (int i = 0; i < storm; i++) {
                rig.driveHigh(rig.input(), i % 2 == 0);
            }
            long last = 0;
            int seen = 0;
            boolean active = true;
            for (Optional<Edge> edge = contact.await(SOON_NANOS); edge.isPresent(); edge = contact.await(0)) {
                assertThat(edge.get().sequence()).isGreaterThan(last);
                last = edge.get().sequence();
                active = edge.get().active();
                seen++;
            }
            assertThat(last).as("the last edge counts all of them").isEqualTo(storm);
            assertThat(seen).isBetween(16, storm);
            assertThat(active).isFalse();
        }
    }

    // --- unplugging ---

    @Test
    void anUnpluggedChipIsGoneWithinASecond() {
        OutputLine relay = rig.gpio().output(output(), false);
        InputLine contact = rig.gpio().input(input());
        CompletableFuture<Optional<Edge>> waiting = CompletableFuture.supplyAsync(() -> contact.await(LONG_WAIT_NANOS));
        pause(); // lets the waiter block: a wait begun before the unplugging is the hard case
        rig.unplug();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
                .hasCauseInstanceOf(HalException.class)
                .cause()
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        assertGone(() -> relay.set(true));
        assertGone(contact::isActive);
        assertGone(() -> contact.await(0));
        assertGone(() -> rig.gpio().output(output(), false));
        relay.close();
        contact.close();
    }

    @Test
    void aChipThatReturnsIsFoundAgainWhileOldLinesStayGone() {
        OutputLine old = rig.gpio().output(output(), false);
        InputLine oldContact = rig.gpio().input(input());
        rig.unplug();
        rig.replug();
        oldContact.close(); // an input may keep its interrupt until then
        try (OutputLine relay = rig.gpio().output(output(), true);
                InputLine contact = rig.gpio().input(input())) {
            assertThat(rig.isHigh(rig.output())).isTrue();
            assertGone(() -> old.set(true));
            old.close();
            assertThat(rig.isHigh(rig.output())).as("closing the old line moves nothing").isTrue();
            assertThat(relay.isActive()).isTrue();
            rig.driveHigh(rig.input(), true);
            assertThat(contact.await(SOON_NANOS)).isPresent();
        }
    }

    @Test
    void closingTheBackEndReleasesEveryLine() {
        Gpio gpio = rig.gpio();
        OutputLine relay = gpio.output(output(), false);
        InputLine contact = gpio.input(input());
        relay.set(true);
        gpio.close();
        gpio.close();
        assertThat(rig.isHigh(rig.output())).isFalse();
        assertGone(() -> relay.set(true));
        assertGone(contact::isActive);
        assertGone(() -> gpio.output(output(), false));
    }

    // --- words ---

    /** The output's settings. */
    protected final LineSettings output() {
        return LineSettings.of(rig.chip(), rig.output());
    }

    /** The input's settings. */
    protected final LineSettings input() {
        return LineSettings.of(rig.chip(), rig.input());
    }

    /** Fails unless the action finds its device gone. */
    protected static void assertGone(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
    }

    private LineSettings activeLow(String line) {
        return new LineSettings(rig.chip(), line, true, Bias.AS_IS, Duration.ZERO);
    }

    private LineSettings biased(Bias bias) {
        return new LineSettings(rig.chip(), rig.input(), false, bias, Duration.ZERO);
    }

    private LineSettings debounced(Duration debounce) {
        return new LineSettings(rig.chip(), rig.input(), false, Bias.AS_IS, debounce);
    }

    private LineInfo info(String line) {
        return rig.gpio().lines().stream()
                .filter(any -> any.chip().equals(rig.chip()) && any.name().equals(line))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not listed: " + line));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
