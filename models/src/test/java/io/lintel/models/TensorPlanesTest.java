package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.ElementType;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import io.lintel.hal.sim.SimAccelerator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pixels land in the right plane with the right value. */
class TensorPlanesTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 4;

    @Test
    void writesEachChannelWhereTheRuleSays() {
        check(new PixelRule(ChannelOrder.RGB, List.of(127.0), List.of(128.0)), new int[] {2, 1, 0});
        check(new PixelRule(ChannelOrder.BGR, List.of(127.5), List.of(128.0)), new int[] {0, 1, 2});
        check(new PixelRule(ChannelOrder.RGB, List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375)), new int[] {2, 1, 0});
    }

    @Test
    void makesGreyOfColour() {
        PixelRule rule = new PixelRule(ChannelOrder.GREY, List.of(0.0), List.of(256.0));
        try (Arena arena = Arena.ofConfined();
                Session session = session(1);
                TensorPlanes planes = new TensorPlanes(session, rule)) {
            MemorySegment pixels = noise(arena, 3);
            try (Picture picture = Picture.of(pixels, WIDTH, HEIGHT, PixelFormat.BGR24)) {
                planes.fill(picture.mat());
            }
            for (int p = 0; p < WIDTH * HEIGHT; p++) {
                double luma = 0.114 * u8(pixels, p * 3) + 0.587 * u8(pixels, p * 3 + 1) + 0.299 * u8(pixels, p * 3 + 2);
                assertThat(session.input(0).getAtIndex(ValueLayout.JAVA_FLOAT, p)).isCloseTo((float) (luma / 256), within(0.004f));
            }
        }
    }

    @Test
    void spreadsGreyOverAllPlanes() {
        PixelRule rule = new PixelRule(ChannelOrder.BGR, List.of(0.0), List.of(1.0));
        try (Arena arena = Arena.ofConfined();
                Session session = session(3);
                TensorPlanes planes = new TensorPlanes(session, rule)) {
            MemorySegment pixels = noise(arena, 1);
            try (Picture picture = Picture.of(pixels, WIDTH, HEIGHT, PixelFormat.GREY)) {
                planes.fill(picture.mat());
            }
            for (int i = 0; i < 3 * WIDTH * HEIGHT; i++) {
                assertThat(session.input(0).getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(u8(pixels, i % (WIDTH * HEIGHT)));
            }
        }
    }

    @Test
    void refusesATensorThatTakesNoSuchPictures() {
        PixelRule rule = new PixelRule(ChannelOrder.RGB, List.of(0.0), List.of(1.0));
        try (Session session = session(1)) {
            assertThatThrownBy(() -> new TensorPlanes(session, rule)).hasMessageContaining("does not take RGB pictures");
        }
    }

    private static void check(PixelRule rule, int[] channels) {
        try (Arena arena = Arena.ofConfined();
                Session session = session(3);
                TensorPlanes planes = new TensorPlanes(session, rule)) {
            MemorySegment pixels = noise(arena, 3);
            try (Picture picture = Picture.of(pixels, WIDTH, HEIGHT, PixelFormat.BGR24)) {
                planes.fill(picture.mat());
            }
            for (int plane = 0; plane < 3; plane++) {
                for (int p = 0; p < WIDTH * HEIGHT; p++) {
                    double expected = (u8(pixels, p * 3 + channels[plane]) - rule.subtract().get(plane)) / rule.divide().get(plane);
                    float value = session.input(0).getAtIndex(ValueLayout.JAVA_FLOAT, (long) plane * WIDTH * HEIGHT + p);
                    assertThat(value).as("%s plane %d pixel %d", rule.order(), plane, p).isCloseTo((float) expected, within(1e-5f));
                }
            }
        }
    }

    private static Session session(long channels) {
        List<TensorSpec> in = List.of(new TensorSpec("input", ElementType.FLOAT32, List.of(1L, channels, (long) HEIGHT, (long) WIDTH)));
        List<TensorSpec> out = List.of(new TensorSpec("output", ElementType.FLOAT32, List.of(1L)));
        SimAccelerator sim = new SimAccelerator();
        sim.script("any.onnx", in, out, session -> {});
        return sim.load(Path.of("any.onnx"), SessionSettings.cpu());
    }

    private static MemorySegment noise(Arena arena, int channels) {
        byte[] bytes = new byte[WIDTH * HEIGHT * channels];
        new Random(1).nextBytes(bytes);
        MemorySegment pixels = arena.allocate(bytes.length, 64);
        pixels.copyFrom(MemorySegment.ofArray(bytes));
        return pixels;
    }

    private static int u8(MemorySegment pixels, int at) {
        return pixels.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    }
}
