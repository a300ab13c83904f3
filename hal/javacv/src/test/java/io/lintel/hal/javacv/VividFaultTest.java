package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a real kernel driver: vivid, told by {@code v4l2-ctl} to misbehave. Needs {@code LINTEL_V4L2_DEVICE}. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "LINTEL_V4L2_DEVICE", matches = "/dev/.+")
class VividFaultTest {
    private static final long SECOND = 1_000_000_000L;

    private static String device() {
        return System.getenv().getOrDefault("LINTEL_V4L2_DEVICE", "/dev/video0");
    }

    private static CameraSettings settings(String format) {
        return new CameraSettings("v4l2:" + device(), 320, 240, 0, format, CameraSettings.DEFAULT_OPEN_TIMEOUT);
    }

    private static Camera open() {
        return new JavaCvCameraProvider().open(settings(""));
    }

    private static void control(String setting) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("v4l2-ctl", "-d", device(), "-c", setting).inheritIO().start();
        assertThat(process.waitFor()).as("v4l2-ctl -c %s", setting).isZero();
    }

    private static HalException playToTheEnd(Camera camera) {
        return Failures.of(() -> {
            while (true) {
                camera.take(20 * SECOND).orElseThrow().close();
            }
        });
    }

    @BeforeEach
    void onlyVivid() {
        assumeTrue(V4l2Node.ask(Path.of(device())).driver().equals("vivid"), "not vivid");
    }

    @AfterEach
    void heal() throws IOException, InterruptedException {
        control("percentage_of_dropped_buffers=0");
    }

    @Test
    void aSecondReaderIsToldThatItIsBusyAndTheFirstGoesOn() {
        try (Camera first = open()) {
            first.take(20 * SECOND).orElseThrow().close();
            HalException busy = Failures.of(() -> open().close());
            assertThat(busy.kind()).isEqualTo(HalErrorKind.BUSY);
            assertThat(busy).hasMessageContaining("fuser");
            first.take(20 * SECOND).orElseThrow().close();
            first.take(20 * SECOND).orElseThrow().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuyv422", "nv12", "bgr24"})
    void theWantedFormatIsTaken(String format) {
        try (Camera camera = new JavaCvCameraProvider().open(settings(format)); Frame frame = camera.take(20 * SECOND).orElseThrow()) {
            assertThat(camera.mode().description()).contains("rawvideo " + format);
            assertThat(frame.width()).isEqualTo(320);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mjpeg", "h264", "no-such-format"})
    void aFormatItDoesNotHaveIsUnsupported(String format) {
        HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(settings(format)).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("yuyv422");
    }

    @Test
    void aDeviceThatStallsTimesOutClosesAtOnceAndOpensAgain() throws IOException, InterruptedException {
        Camera camera = open();
        camera.take(20 * SECOND).orElseThrow().close();
        control("percentage_of_dropped_buffers=100");
        Optional<Frame> frame = camera.take(SECOND);
        for (int i = 0; i < 40 && frame.isPresent(); i++) {
            frame.get().close();
            frame = camera.take(SECOND);
        }
        assertThat(frame).as("it gives nothing any more").isEmpty();
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).isLessThan(2 * SECOND);
        control("percentage_of_dropped_buffers=0");
        try (Camera again = open()) {
            again.take(20 * SECOND).orElseThrow().close();
        }
    }

    @Test
    void aDeviceThatIsSilentFromTheStartIsATimeOut() throws IOException, InterruptedException {
        control("percentage_of_dropped_buffers=100");
        CameraSettings hasty = new CameraSettings("v4l2:" + device(), 320, 240, 0, "", Duration.ofSeconds(2));
        HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(hasty).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inject_fatal_streaming_error=1", "disconnect=1"})
    void aDeviceThatBreaksIsGoneAndCanBeOpenedAgain(String fault) throws IOException, InterruptedException {
        try (Camera camera = open()) {
            camera.take(20 * SECOND).orElseThrow().close();
            control(fault);
            HalException end = playToTheEnd(camera);
            System.out.println(fault + ": " + end.getMessage());
            assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        }
        // vivid is plugged in again when its node is opened the next time.
        for (int i = 0; i < 5; i++) {
            try (Camera again = open()) {
                again.take(20 * SECOND).orElseThrow().close();
                return;
            } catch (HalException e) {
                System.out.println(fault + ", opened again: " + e.getMessage());
                assertThat(e.kind()).isIn(List.of(HalErrorKind.GONE, HalErrorKind.UNSUPPORTED));
            }
        }
    }
}
