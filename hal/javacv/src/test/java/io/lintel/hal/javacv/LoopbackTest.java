package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures whose every byte is known, through a kernel device. */
@Tag("board")
@Timeout(120)
class LoopbackTest {
    private static final long PATIENCE = 20_000_000_000L;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int ALIKE = 24;

    private static Camera open() {
        return new JavaCvCameraProvider().open(CameraSettings.of("v4l2:" + Loopback.node()));
    }

    private static Frame next(Camera camera) {
        return camera.take(PATIENCE).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"YUYV, rawvideo yuyv422", "NV12, rawvideo nv12", "MJPG, mjpeg"})
    void eachFormatComesThroughWithItsColours(String fourCc, String mode) {
        try (Projector projector = new Projector(new Loopback(fourCc, WIDTH, HEIGHT), Bars.of(fourCc, WIDTH, HEIGHT));
                Camera camera = open();
                Frame frame = next(camera)) {
            assertThat(projector).isNotNull();
            assertThat(camera.mode().description()).startsWith(mode).contains("stamped by the kernel");
            assertThat(camera.mode().width()).isEqualTo(WIDTH);
            assertThat(camera.mode().height()).isEqualTo(HEIGHT);
            assertColour(frame, WIDTH / 4, 0, 0, 255);
            assertColour(frame, WIDTH * 3 / 4, 255, 0, 0);
        }
    }

    @Test
    void aPictureThatStandsStillOrIsBlackComesAsItIs() {
        try (Projector projector = new Projector(new Loopback("YUYV", WIDTH, HEIGHT), Bars.black(WIDTH, HEIGHT));
                Camera camera = open()) {
            try (Frame black = next(camera); Frame still = next(camera)) {
                assertColour(black, WIDTH / 2, 0, 0, 0);
                assertThat(still.sequence()).isGreaterThan(black.sequence());
                assertThat(still.captureNanos()).isGreaterThan(black.captureNanos());
                assertThat(still.pixels().mismatch(black.pixels())).as("first byte that differs").isEqualTo(-1);
            }
            projector.show(Bars.of("YUYV", WIDTH, HEIGHT));
            boolean seen = false;
            for (int i = 0; i < 100 && !seen; i++) {
                try (Frame frame = next(camera)) {
                    seen = level(frame, WIDTH / 4, 2) > 128;
                }
            }
            assertThat(seen).as("the light goes on again").isTrue();
        }
    }

    @Test
    void aFormatThatChangedMeanwhileIsTakenAsItIsNow() {
        try (Projector projector = new Projector(new Loopback("YUYV", WIDTH, HEIGHT), Bars.of("YUYV", WIDTH, HEIGHT));
                Camera camera = open()) {
            assertThat(projector).isNotNull();
            assertThat(camera.mode().width()).isEqualTo(WIDTH);
        }
        try (Projector projector = new Projector(new Loopback("MJPG", 320, 240), Bars.of("MJPG", 320, 240));
                Camera camera = open();
                Frame frame = next(camera)) {
            assertThat(projector).isNotNull();
            assertThat(camera.mode().description()).startsWith("mjpeg");
            assertThat(frame.width()).isEqualTo(320);
            assertThat(frame.height()).isEqualTo(240);
            assertColour(frame, 80, 0, 0, 255);
        }
    }

    @Test
    void aSizeThatChangesInTheStreamEndsItAndIsTakenWhenOpenedAgain() {
        try (Projector projector = new Projector(new Loopback("MJPG", WIDTH, HEIGHT), Bars.of("MJPG", WIDTH, HEIGHT))) {
            try (Camera camera = open()) {
                next(camera).close();
                projector.show(Bars.of("MJPG", 320, 240));
                HalException end = Failures.of(() -> {
                    while (true) {
                        next(camera).close();
                    }
                });
                assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
                assertThat(end).hasMessageContaining("640 x 480").hasMessageContaining("320 x 240");
            }
        }
    }

    @Test
    void aTornPictureEndsNothing() throws InterruptedException {
        byte[] whole = Bars.of("MJPG", WIDTH, HEIGHT);
        try (Projector projector = new Projector(new Loopback("MJPG", WIDTH, HEIGHT), whole);
                Camera camera = open()) {
            next(camera).close();
            for (byte[] torn : new byte[][] {Bars.torn(whole), new byte[64], "rattle".repeat(100).getBytes(StandardCharsets.US_ASCII)}) {
                projector.show(torn);
                Thread.sleep(300); // some of them pass
                projector.show(whole);
                long now = System.nanoTime();
                Frame frame = next(camera);
                while (frame.captureNanos() < now) {
                    frame.close();
                    frame = next(camera);
                }
                assertColour(frame, WIDTH * 3 / 4, 255, 0, 0);
                frame.close();
            }
        }
    }

    private static void assertColour(Frame frame, int x, int blue, int green, int red) {
        assertThat(level(frame, x, 0)).as("blue at %d", x).isBetween(blue - ALIKE, blue + ALIKE);
        assertThat(level(frame, x, 1)).as("green at %d", x).isBetween(green - ALIKE, green + ALIKE);
        assertThat(level(frame, x, 2)).as("red at %d", x).isBetween(red - ALIKE, red + ALIKE);
    }

    private static int level(Frame frame, int x, int channel) {
        MemorySegment pixels = frame.pixels();
        return Byte.toUnsignedInt(pixels.get(ValueLayout.JAVA_BYTE, (long) frame.height() / 2 * frame.stride() + 3L * x + channel));
    }
}
