package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a real kernel driver: vivid, told by its controls to misbehave. */
@Tag("board")
@Timeout(120)
class VividFaultTest {
    private static final long SECOND = 1_000_000_000L;

    private static Path device() {
        return Path.of(Objects.requireNonNull(System.getenv("VIVID_CAPTURE"), "runs inside tools/board only"));
    }

    private static CameraSettings settings(String format) {
        return new CameraSettings("v4l2:" + device(), 320, 240, 0, format, CameraSettings.DEFAULT_OPEN_TIMEOUT);
    }

    private static Camera open() {
        return new JavaCvCameraProvider().open(settings(""));
    }

    private static void drop(int percent) {
        V4l2Control.set(device(), "Percentage of Dropped Buffers", percent);
    }

    private static HalException playToTheEnd(Camera camera) {
        return Failures.of(() -> {
            while (true) {
                camera.take(20 * SECOND).orElseThrow().close();
            }
        });
    }

    @AfterEach
    void heal() {
        drop(0);
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
    void aDeviceThatStallsTimesOutClosesAtOnceAndOpensAgain() {
        Camera camera = open();
        camera.take(20 * SECOND).orElseThrow().close();
        drop(100);
        Optional<Frame> frame = camera.take(SECOND);
        for (int i = 0; i < 40 && frame.isPresent(); i++) {
            frame.get().close();
            frame = camera.take(SECOND);
        }
        assertThat(frame).as("it gives nothing any more").isEmpty();
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).isLessThan(2 * SECOND);
        drop(0);
        try (Camera again = open()) {
            again.take(20 * SECOND).orElseThrow().close();
        }
    }

    @Test
    void aDeviceThatIsSilentFromTheStartIsATimeOut() {
        drop(100);
        CameraSettings hasty = new CameraSettings("v4l2:" + device(), 320, 240, 0, "", Duration.ofSeconds(2));
        HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(hasty).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inject Fatal Streaming Error", "Disconnect"})
    void aDeviceThatBreaksIsGoneAndCanBeOpenedAgain(String fault) {
        try (Camera camera = open()) {
            camera.take(20 * SECOND).orElseThrow().close();
            V4l2Control.set(device(), fault, 1);
            HalException end = playToTheEnd(camera);
            System.out.println(fault + ": " + end.getMessage());
            assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        }
        // vivid is plugged in again when its node is opened the next time.
        for (int attempt = 0; attempt < 5; attempt++) {
            try (Camera again = open()) {
                again.take(20 * SECOND).orElseThrow().close();
                return;
            } catch (HalException e) {
                System.out.println(fault + ", opened again: " + e.getMessage());
                assertThat(e.kind()).isIn(HalErrorKind.GONE, HalErrorKind.UNSUPPORTED);
            }
        }
        fail("it does not come back");
    }
}
