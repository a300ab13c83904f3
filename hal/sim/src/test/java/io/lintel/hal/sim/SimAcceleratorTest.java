package io.lintel.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.Accelerator;
import io.lintel.hal.ElementType;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.ProviderFallback;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import io.lintel.hal.contract.AcceleratorContract;
import io.lintel.hal.contract.OnnxModels;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The simulated accelerator keeps the contract, and does what scripts say. */
class SimAcceleratorTest extends AcceleratorContract {
    private static final List<TensorSpec> ONE = List.of(new TensorSpec("x", ElementType.FLOAT32, List.of(1L)));

    private final SimAccelerator sim = new SimAccelerator();

    @Override
    protected String name() {
        return SimAccelerator.NAME;
    }

    @Override
    protected Accelerator open() {
        return sim;
    }

    @Override
    protected void teach(Accelerator opened, String file, Consumer<Session> work) {
        sim.script(file, work::accept);
    }

    @Test
    void answersZerosWithoutAScript() throws IOException {
        try (Session session = load("add.onnx", OnnxModels.add())) {
            session.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, 4);
            session.run();
            assertThat(session.output(0).toArray(ValueLayout.JAVA_FLOAT)).containsOnly(0);
            assertThat(sim.runs("add.onnx")).isEqualTo(1);
        }
    }

    @Test
    void needsNoFileWhereTheScriptBringsTheTensors() {
        sim.script("imagined.onnx", ONE, ONE, session -> session.output(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, 42));
        try (Session session = sim.load(Path.of("nowhere/imagined.onnx"), SessionSettings.cpu())) {
            session.run();
            assertThat(session.output(0).getAtIndex(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(42);
        }
    }

    @Test
    void failsWhenToldToAndRecovers() {
        sim.script("imagined.onnx", ONE, ONE, session -> {});
        Path model = Path.of("imagined.onnx");
        sim.failLoad("imagined.onnx", new HalException(HalErrorKind.EXHAUSTED, "load model", "imagined.onnx", "no memory"));
        assertThatThrownBy(() -> sim.load(model, SessionSettings.cpu())).hasMessageContaining("no memory");
        try (Session session = sim.load(model, SessionSettings.cpu())) {
            sim.failRun("imagined.onnx", new HalException(HalErrorKind.GONE, "run model", "imagined.onnx", "unplugged"));
            sim.failRun("imagined.onnx", new HalException(HalErrorKind.OTHER, "run model", "imagined.onnx", "still unplugged"));
            assertThatThrownBy(session::run).hasMessageContaining(": unplugged");
            assertThatThrownBy(session::run).hasMessageContaining("still unplugged");
            session.run();
            assertThat(sim.runs("imagined.onnx")).as("runs that succeeded").isEqualTo(1);
        }
    }

    @Test
    void tellsTheProvidersItWasToldToRefuse() {
        sim.script("imagined.onnx", ONE, ONE, session -> {});
        sim.refuse("tensorrt", "no engine");
        sim.refuse("cuda", "no device");
        SessionSettings settings = new SessionSettings(List.of("tensorrt", "cuda", "cpu"), 1, false, false, 0, Optional.empty());
        try (Session session = sim.load(Path.of("imagined.onnx"), settings)) {
            assertThat(session.fallbacks())
                    .containsExactly(new ProviderFallback("tensorrt", "no engine"), new ProviderFallback("cuda", "no device"));
        }
    }

    @Test
    void refusesEveryDamagedModelInItsOwnWords() {
        byte[] good = OnnxModels.add();
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int i = 0; i < 3; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                OnnxSignature.parse(bad, "bad.onnx");
            } catch (HalException e) {
                assertThat(e.kind()).as("seed %d", seed).isIn(HalErrorKind.CORRUPT, HalErrorKind.UNSUPPORTED);
            }
        }
    }
}
