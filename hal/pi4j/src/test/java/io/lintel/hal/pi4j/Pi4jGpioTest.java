package io.lintel.hal.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only this back-end can get wrong, before a kernel that remembers every call. */
class Pi4jGpioTest {
    private static final LineSettings RELAY = LineSettings.of("bench", "relay");
    private static final LineSettings CONTACT = LineSettings.of("bench", "contact");

    @TempDir
    private Path dev;

    private final SimGpio bench = new SimGpio(System::nanoTime, "bench", List.of("spare", "relay", "contact"));
    private final SimGpio expander = new SimGpio(System::nanoTime, "expander", List.of("lamp", "bell"));
    private FakeKernel kernel;
    private FakeKernel.Chip benchChip;
    private Pi4jGpio gpio;

    @BeforeEach
    void plug() {
        kernel = new FakeKernel(dev);
        benchChip = kernel.plug(0, "bench", bench);
        kernel.plug(3, "expander", expander);
        gpio = new Pi4jGpio(kernel, dev, Pi4jGpio.CONSUMER, System::nanoTime);
    }

    @AfterEach
    void everyDescriptorIsClosed() {
        gpio.close();
        assertThat(kernel.openDescriptors()).isZero();
    }

    @Test
    void theInitialValueIsInTheRequestAndNoCallFollows() {
        for (boolean initial : new boolean[] {true, false}) {
            gpio.output(RELAY, initial).close();
            LineRequest request = kernel.requests().getLast();
            assertThat(request.offset()).isEqualTo(1);
            assertThat(request.consumer()).isEqualTo("lintel");
            assertThat(request.flags()).isEqualTo(Uapi.FLAG_OUTPUT);
            assertThat(request.attributeId()).isEqualTo(Uapi.ATTR_OUTPUT_VALUES);
            assertThat(request.attributeValue()).isEqualTo(initial ? 1 : 0);
        }
        assertThat(kernel.sets()).as("one for each closing").isEqualTo(2);
    }

    @Test
    void biasPolarityAndDebounceAreTheKernels() {
        LineSettings settings = new LineSettings("bench", "contact", true, Bias.PULL_UP, Duration.ofMillis(25));
        gpio.input(settings).close();
        LineRequest request = kernel.requests().getLast();
        assertThat(request.flags())
                .isEqualTo(Uapi.FLAG_INPUT
                        | Uapi.FLAG_EDGE_RISING
                        | Uapi.FLAG_EDGE_FALLING
                        | Uapi.FLAG_ACTIVE_LOW
                        | Uapi.FLAG_BIAS_PULL_UP);
        assertThat(request.attributeId()).isEqualTo(Uapi.ATTR_DEBOUNCE);
        assertThat(request.attributeValue()).isEqualTo(25_000);
        gpio.input(new LineSettings("bench", "contact", false, Bias.DISABLED, Duration.ZERO)).close();
        assertThat(kernel.requests().getLast().flags() & Uapi.FLAG_BIAS_DISABLED).isNotZero();
        assertThat(kernel.requests().getLast().attributeId()).isZero();
    }

    @Test
    void theOutputReturnsToRestBeforeItIsLetGo() {
        OutputLine relay = gpio.output(RELAY, false);
        relay.set(true);
        gpio.close();
        assertThat(bench.history("relay")).extracting(SimChange::active).startsWith(false, true, false).endsWith(false);
    }

    @Test
    void aNameOnSeveralChipsIsAmbiguous() {
        kernel.plug(5, "second", new SimGpio(System::nanoTime, "second", List.of("lamp")));
        assertOther(LineSettings.of("", "lamp"), "expander (gpiochip3) offset 0", "second (gpiochip5) offset 0");
        try (OutputLine lamp = gpio.output(LineSettings.of("second", "lamp"), true)) {
            assertThat(lamp.isActive()).isTrue();
        }
    }

    @Test
    void aSymbolicLinkIsNoSecondChip() throws IOException {
        Files.createSymbolicLink(dev.resolve("gpiochip4"), dev.resolve("gpiochip0"));
        gpio.output(LineSettings.of("", "relay"), false).close();
        assertThat(gpio.lines()).filteredOn(line -> line.name().equals("relay")).hasSize(1);
    }

    @Test
    void theSameOffsetOnTwoChipsIsTwoLines() {
        try (OutputLine relay = gpio.output(RELAY, false);
                OutputLine bell = gpio.output(LineSettings.of("expander", "bell"), true)) {
            assertThat(relay.isActive()).isFalse();
            assertThat(bell.isActive()).isTrue();
            assertThat(expander.isActive("bell")).isTrue();
        }
    }

    @Test
    void anOffsetNeedsItsChip() {
        assertThatThrownBy(() -> gpio.input(LineSettings.of("", "2")))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE))
                .hasMessageContaining("an offset needs the chip's label");
        assertThatThrownBy(() -> gpio.input(LineSettings.of("bench", "99"))).hasMessageContaining("no line of this name");
    }

    @Test
    void aForbiddenChipIsNamedOnlyIfItMatters() {
        expander.deny(true);
        gpio.output(LineSettings.of("", "relay"), false).close();
        assertThatThrownBy(() -> gpio.output(LineSettings.of("", "bell"), false))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.DENIED))
                .hasMessageContaining("gpiochip3");
        assertThatThrownBy(() -> gpio.output(LineSettings.of("bench", "bell"), false))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        assertThat(gpio.lines()).extracting(line -> line.chip()).containsOnly("bench");
    }

    @Test
    void aKernelThatHidesTheUnpluggingIsFoundOutWithinASecond() {
        kernel.deaf(true);
        InputLine contact = gpio.input(CONTACT);
        bench.unplug();
        long start = System.nanoTime();
        assertThatThrownBy(() -> contact.await(TimeUnit.SECONDS.toNanos(10)))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void oneWhoNeverWaitsFindsItOutToo() {
        kernel.deaf(true);
        InputLine contact = gpio.input(CONTACT);
        assertThat(contact.await(0)).isEmpty();
        bench.unplug();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        assertThatThrownBy(() -> {
                    while (System.nanoTime() - deadline < 0) {
                        assertThat(contact.await(0)).isEmpty();
                    }
                })
                .isInstanceOf(HalException.class);
        assertThat(kernel.levelReads()).as("not one system call more for each look").isLessThan(10);
    }

    @Test
    void signalsAreNoErrors() {
        InputLine contact = gpio.input(CONTACT);
        bench.drive("contact", true);
        kernel.interrupt(3);
        assertThat(contact.await(TimeUnit.SECONDS.toNanos(1)).orElseThrow().active()).isTrue();
    }

    @Test
    void outOfDescriptorsIsExhaustedAndLeaksNone() {
        kernel.eventFdError(Uapi.EMFILE);
        assertThatThrownBy(() -> gpio.input(CONTACT))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.EXHAUSTED));
        assertThat(kernel.openDescriptors()).isZero();
        kernel.eventFdError(0);
        gpio.input(CONTACT).close();
    }

    @Test
    void aThousandRequestsLeakNothing() {
        for (int i = 0; i < 1000; i++) {
            gpio.output(RELAY, false).close();
            gpio.input(CONTACT).close();
        }
        assertThat(kernel.openDescriptors()).isZero();
        assertThat(gpio.context().registry().all()).isEmpty();
    }

    @Test
    void pi4jProgramsShareTheSameLines() {
        DigitalOutput relay = gpio.context()
                .create(DigitalOutput.newConfigBuilder(gpio.context())
                        .id("their-relay")
                        .bus(0)
                        .bcm(1)
                        .onState(DigitalState.LOW)
                        .initial(DigitalState.HIGH)
                        .shutdown(DigitalState.HIGH));
        assertThat(kernel.requests().getLast().flags()).isEqualTo(Uapi.FLAG_OUTPUT | Uapi.FLAG_ACTIVE_LOW);
        assertThat(bench.isHigh("relay")).isTrue();
        relay.on();
        assertThat(bench.isHigh("relay")).isFalse();
        assertThat(relay.isOn()).isTrue();
        assertThatThrownBy(() -> gpio.output(RELAY, false))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.BUSY));
        relay.close();
        assertThat(bench.history("relay").getLast().high()).isTrue();
    }

    @Test
    void aPi4jProgramThatNamesNoStateGetsAnInactiveLine() {
        DigitalOutput relay =
                gpio.context().create(DigitalOutput.newConfigBuilder(gpio.context()).id("plain").bus(0).bcm(1));
        assertThat(bench.history("relay")).extracting(SimChange::active).containsExactly(false);
        relay.high();
        gpio.context().shutdown(relay);
        assertThat(bench.history("relay")).extracting(SimChange::active).startsWith(false, true, false).endsWith(false);
    }

    @Test
    void aPi4jProgramsLineThatIsNotThereIsGone() {
        assertThatThrownBy(() -> gpio.context()
                        .create(DigitalOutput.newConfigBuilder(gpio.context()).id("beyond").bus(0).bcm(99)))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE))
                .hasMessageContaining("the chip has 3 lines");
        assertThat(kernel.openDescriptors()).isZero();
    }

    @Test
    void pi4jListenersAreToldByTheOneWhoAwaits() {
        DigitalInput contact = gpio.context()
                .create(DigitalInput.newConfigBuilder(gpio.context())
                        .id("their-contact")
                        .bus(0)
                        .bcm(2)
                        .pull(PullResistance.PULL_UP)
                        .debounce(0L));
        List<DigitalState> told = new ArrayList<>();
        contact.addListener(event -> told.add(event.state()));
        assertThat(contact.state()).isEqualTo(DigitalState.HIGH);
        bench.drive("contact", false);
        assertThat(((InputLine) contact).await(TimeUnit.SECONDS.toNanos(1))).isPresent();
        assertThat(told).containsExactly(DigitalState.LOW);
        assertThat(contact.state()).isEqualTo(DigitalState.LOW);
    }

    @Test
    void theSequenceGoesOnWhereTheKernelsWraps() {
        List<Integer> counted = List.of(0xFFFF_FFFE, 0xFFFF_FFFF, 0, 1, 5);
        List<Long> sequences = new ArrayList<>();
        Kernel counting = new CountingKernel(counted);
        try (EdgeReader reader = new EdgeReader(counting, new HeldLine(counting, 1, "counting"), System::nanoTime)) {
            for (int i = 0; i < counted.size(); i++) {
                sequences.add(reader.await(0).map(Edge::sequence).orElseThrow());
            }
        }
        assertThat(sequences).containsExactly(0xFFFF_FFFEL, 0xFFFF_FFFFL, 0x1_0000_0000L, 0x1_0000_0001L, 0x1_0000_0005L);
    }

    @Test
    void theDeviceFileMayGoBeforeTheChip() {
        OutputLine relay = gpio.output(RELAY, false);
        kernel.unplug(benchChip);
        relay.set(true);
        assertThatThrownBy(() -> gpio.input(CONTACT))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE))
                .hasMessageContaining("[expander]");
    }

    private void assertOther(LineSettings settings, String... parts) {
        assertThatThrownBy(() -> gpio.output(settings, false))
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.OTHER))
                .hasMessageContainingAll(parts);
    }
}
