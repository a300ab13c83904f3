package io.lintel.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.ElementType;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every accelerator back-end promises. */
public abstract class AcceleratorContract {
    private static final List<Long> ROW = List.of(1L, 4L);
    private static final TensorSpec LEFT = new TensorSpec("left", ElementType.FLOAT32, ROW);
    private static final TensorSpec RIGHT = new TensorSpec("right", ElementType.FLOAT32, ROW);
    private static final TensorSpec SUM = new TensorSpec("sum", ElementType.FLOAT32, ROW);

    @TempDir
    Path folder;

    private Accelerator accelerator;

    /** The name the configuration chooses this back-end by. */
    protected abstract String name();

    /** Opens the back-end. */
    protected abstract Accelerator open();

    /** Tells a back-end that cannot compute by itself what the model of that file does; the others ignore it. */
    protected void teach(Accelerator opened, String file, Consumer<Session> work) {}

    @BeforeEach
    void openAccelerator() {
        accelerator = open();
    }

    @AfterEach
    void closeAccelerator() {
        accelerator.close();
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(AcceleratorProvider.class)).extracting(AcceleratorProvider::name).contains(name());
    }

    @Test
    void tellsTensorsInTheModelsOrder() throws IOException {
        try (Session session = adder("add.onnx")) {
            assertThat(session.inputs()).containsExactly(LEFT, RIGHT);
            assertThat(session.outputs()).containsExactly(SUM);
            assertThat(session.fallbacks()).isEmpty();
            assertThat(session.provider()).isNotBlank();
        }
    }

    @Test
    void pinsNativeAlignedMemoryOfTheTensorsSize() throws IOException {
        try (Session session = adder("add.onnx")) {
            for (MemorySegment memory : List.of(session.input(0), session.input(1), session.output(0))) {
                assertThat(memory.isNative()).isTrue();
                assertThat(memory.byteSize()).isEqualTo(16);
                assertThat(memory.address() % 64).isZero();
            }
            assertThat(session.input(0).address()).isNotEqualTo(session.input(1).address());
            long before = session.output(0).address();
            session.run();
            assertThat(session.output(0).address()).isEqualTo(before);
        }
    }

    @Test
    void computesWhatTheInputsHoldAtEachRun() throws IOException {
        try (Session session = adder("add.onnx")) {
            Random random = new Random(7);
            for (int run = 0; run < 50; run++) {
                float[] expected = new float[4];
                for (int i = 0; i < 4; i++) {
                    float left = random.nextFloat();
                    float right = random.nextFloat();
                    session.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, left);
                    session.input(1).setAtIndex(ValueLayout.JAVA_FLOAT, i, right);
                    expected[i] = left + right;
                }
                session.run();
                assertThat(session.output(0).toArray(ValueLayout.JAVA_FLOAT)).as("run %d of seed 7", run).containsExactly(expected);
            }
        }
    }

    @Test
    void keepsTwoSessionsOfOneModelApart() throws IOException {
        try (Session one = adder("add.onnx");
                Session two = adder("add.onnx")) {
            one.input(0).fill((byte) 0);
            one.input(1).fill((byte) 0);
            one.run();
            for (int i = 0; i < 4; i++) {
                two.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
                two.input(1).setAtIndex(ValueLayout.JAVA_FLOAT, i, 2);
            }
            two.run();
            assertThat(one.output(0).toArray(ValueLayout.JAVA_FLOAT)).containsOnly(0);
            assertThat(two.output(0).toArray(ValueLayout.JAVA_FLOAT)).containsOnly(3);
        }
    }

    @Test
    void takesWholeNumbersAndBytes() throws IOException {
        for (ElementType type : List.of(ElementType.INT64, ElementType.UINT8)) {
            TensorSpec given = new TensorSpec("given", type, List.of(2L, 8L));
            String file = type.name() + ".onnx";
            teach(accelerator, file, session -> session.output(0).copyFrom(session.input(0)));
            try (Session session = load(file, OnnxModels.identity(given))) {
                assertThat(session.inputs()).containsExactly(given);
                for (long i = 0; i < given.bytes(); i++) {
                    session.input(0).set(ValueLayout.JAVA_BYTE, i, (byte) (3 * i + 1));
                }
                session.run();
                assertThat(session.output(0).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(session.input(0).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void refusesAModelThatIsNotThere() {
        Path missing = folder.resolve("missing.onnx");
        assertRefused(HalErrorKind.GONE, missing, () -> accelerator.load(missing, SessionSettings.cpu()));
        assertRefused(HalErrorKind.GONE, folder, () -> accelerator.load(folder, SessionSettings.cpu()));
    }

    @Test
    void refusesWhatIsNoModel() {
        byte[] add = OnnxModels.add();
        byte[] text = "This is not a model, it is a letter.\n".repeat(40).getBytes(StandardCharsets.UTF_8);
        byte[] noise = new byte[4096];
        new Random(11).nextBytes(noise);
        int n = 0;
        for (byte[] bytes : List.of(new byte[0], text, noise, Arrays.copyOf(add, add.length / 2), Arrays.copyOf(add, add.length - 3))) {
            String file = "bad" + n++ + ".onnx";
            assertRefused(HalErrorKind.CORRUPT, folder.resolve(file), () -> load(file, bytes));
        }
    }

    @Test
    void refusesOpenShapesAndUnknownElementTypes() {
        assertRefused(HalErrorKind.UNSUPPORTED, folder.resolve("open.onnx"), () -> load("open.onnx", OnnxModels.identity(1, List.of(0L, 4L))));
        assertRefused(
                HalErrorKind.UNSUPPORTED,
                folder.resolve("double.onnx"),
                () -> load("double.onnx", OnnxModels.identity(OnnxModels.DOUBLE, ROW)));
    }

    @Test
    void endsWithClose() throws IOException {
        Session session = adder("add.onnx");
        session.run();
        session.close();
        session.close();
        assertThatThrownBy(session::run)
                .isInstanceOfSatisfying(HalException.class, e -> assertThat(e.kind()).isEqualTo(HalErrorKind.GONE));
        accelerator.close();
        accelerator.close();
        assertRefused(HalErrorKind.GONE, folder.resolve("add.onnx"), () -> accelerator.load(folder.resolve("add.onnx"), SessionSettings.cpu()));
    }

    @Test
    void leavesSessionsAliveWhenItIsClosed() throws IOException {
        try (Session session = adder("add.onnx")) {
            accelerator.close();
            session.input(0).fill((byte) 0);
            session.input(1).fill((byte) 0);
            session.run();
            assertThat(session.output(0).toArray(ValueLayout.JAVA_FLOAT)).containsOnly(0);
        }
    }

    /** The accelerator under test, for a back-end's own tests. */
    protected Accelerator accelerator() {
        return accelerator;
    }

    /** Writes a model into the test's folder and loads it. */
    protected Session load(String file, byte[] model) throws IOException {
        return load(file, model, SessionSettings.cpu());
    }

    /** Writes a model into the test's folder and loads it with settings. */
    protected Session load(String file, byte[] model, SessionSettings settings) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, model);
        return accelerator.load(path, settings);
    }

    private Session adder(String file) throws IOException {
        teach(accelerator, file, session -> {
            for (int i = 0; i < 4; i++) {
                float left = session.input(0).getAtIndex(ValueLayout.JAVA_FLOAT, i);
                session.output(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, left + session.input(1).getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
        });
        return load(file, OnnxModels.add());
    }

    private static void assertRefused(HalErrorKind kind, Path model, ThrowingCallable load) {
        assertThatThrownBy(load).isInstanceOfSatisfying(HalException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(model.toString()).doesNotContain("\n").hasSizeLessThan(600);
        });
    }
}
