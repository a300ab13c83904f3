package io.lintel.hal.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.Accelerator;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.contract.OnnxModels;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rewritten rectifier computes what ONNX says a rectifier computes, and what is not understood stays as it is. */
class PreluRewriteTest {
    private static final int CHANNELS = 3;
    private static final int SIDE = 5;
    private static final float[] GENTLE = {0.25f, -0.5f, 1};
    private static final float[] STEEP = {0.25f, -1.4f, 1.3f};

    @TempDir
    Path folder;

    @Test
    void computesTheSameWhateverTheSlopes() throws IOException {
        for (float[] slopes : List.of(GENTLE, STEEP)) {
            byte[] model = model("Conv", slopes, false);
            assertThat(text(PreluRewrite.of(model).orElseThrow())).doesNotContain("PRelu").contains("Relu").doesNotContain("slopes");
            Path file = Files.write(folder.resolve("prelu.onnx"), model);
            try (Accelerator accelerator = new OrtAcceleratorProvider().open();
                    Session session = accelerator.load(file, SessionSettings.cpu())) {
                assertThat(session.inputs()).extracting(each -> each.name()).containsExactly("x");
                assertThat(session.outputs()).extracting(each -> each.name()).containsExactly("y");
                Random random = new Random(3);
                float[] x = new float[CHANNELS * SIDE * SIDE];
                for (int i = 0; i < x.length; i++) {
                    x[i] = (float) (10 * random.nextGaussian());
                    session.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, x[i]);
                }
                session.run();
                for (int i = 0; i < x.length; i++) {
                    // The convolution before it doubles.
                    float v = 2 * x[i];
                    float expected = v > 0 ? v : v * slopes[i / (SIDE * SIDE)];
                    assertThat(session.output(0).getAtIndex(ValueLayout.JAVA_FLOAT, i))
                            .as("number %d, slopes %s", i, Arrays.toString(slopes))
                            .isCloseTo(expected, within(1e-6f * Math.max(1, Math.abs(v))));
                }
            }
        }
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        assertThat(PreluRewrite.of(OnnxModels.add())).as("no rectifier").isEmpty();
        assertThat(PreluRewrite.of(model("Identity", GENTLE, false))).as("not after a convolution").isEmpty();
        assertThat(PreluRewrite.of(model("Conv", GENTLE, true))).as("slopes that a caller may override").isEmpty();
    }

    @Test
    void aDamagedModelIsLeftToTheRuntime() {
        byte[] model = model("Conv", GENTLE, false);
        for (int length = 0; length < model.length; length++) {
            assertThat(PreluRewrite.of(Arrays.copyOf(model, length))).as("cut at %d", length).isEmpty();
        }
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            byte[] noisy = model.clone();
            noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            Optional<byte[]> rewritten = PreluRewrite.of(noisy);
            assertThat(rewritten.map(bytes -> bytes.length).orElse(1)).isPositive();
        }
    }

    /** y = PRelu(before(x)); the convolution doubles each channel. */
    private static byte[] model(String before, float[] slopes, boolean overridable) {
        ProtoMessage first = new ProtoMessage().text(1, "x");
        if (before.equals("Conv")) {
            first.text(1, "w").message(5, new ProtoMessage().text(1, "group").number(3, CHANNELS).number(20, 2));
        }
        first.text(2, "t").text(4, before);
        ProtoMessage prelu = new ProtoMessage().text(1, "t").text(1, "slopes").text(2, "y").text(4, "PRelu");
        ProtoMessage graph = new ProtoMessage()
                .message(1, first)
                .message(1, prelu)
                .text(2, "test")
                .message(5, tensor("w", List.of(CHANNELS, 1, 1, 1), 2, 2, 2))
                .message(5, tensor("slopes", List.of(CHANNELS, 1, 1), slopes))
                .message(11, value("x", List.of(1, CHANNELS, SIDE, SIDE)));
        if (overridable) {
            graph.message(11, value("slopes", List.of(CHANNELS, 1, 1)));
        }
        graph.message(12, value("y", List.of(1, CHANNELS, SIDE, SIDE)));
        return new ProtoMessage().number(1, 8).message(8, new ProtoMessage().number(2, 13)).message(7, graph).done();
    }

    private static ProtoMessage tensor(String name, List<Integer> shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        ProtoMessage tensor = new ProtoMessage();
        shape.forEach(extent -> tensor.number(1, extent));
        return tensor.number(2, 1).text(8, name).bytes(9, raw.array());
    }

    private static ProtoMessage value(String name, List<Integer> shape) {
        ProtoMessage dimensions = new ProtoMessage();
        shape.forEach(extent -> dimensions.message(1, new ProtoMessage().number(1, extent)));
        ProtoMessage tensor = new ProtoMessage().number(1, 1).message(2, dimensions);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
