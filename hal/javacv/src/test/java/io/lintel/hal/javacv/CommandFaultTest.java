package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that do what they should, and all that they should not. */
@Timeout(60)
class CommandFaultTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    private static Camera open(String command, String format, Duration timeout) {
        return new JavaCvCameraProvider().open(new CameraSettings("command:" + command, 0, 0, 0, format, timeout));
    }

    private static HalException failure(String command, String format, long millis) {
        return Failures.of(() -> open(command, format, Duration.ofMillis(millis)).close());
    }

    private static HalException playToTheEnd(Camera camera) {
        return Failures.of(() -> {
            while (true) {
                camera.take(10 * SECOND).orElseThrow().close();
            }
        });
    }

    /** What still runs; a killed process gets up to five seconds until the kernel has let go of it. */
    private static List<ProcessHandle> children() {
        long end = System.nanoTime() + 5 * SECOND;
        List<ProcessHandle> running = running();
        while (!running.isEmpty() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
            running = running();
        }
        return running;
    }

    private static List<ProcessHandle> running() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.filter(child -> child.info().command().map(command -> !command.contains("java")).orElse(false)).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk.mjpeg mjpeg", "walk.y4m y4m", "walk.y4m auto", "walk.ts mpegts", "walk.ts auto"})
    void aVideoOnAPipeIsRead(String nameAndFormat) {
        String name = nameAndFormat.split(" ", -1)[0];
        String format = nameAndFormat.split(" ", -1)[1];
        Path video = TestVideos.make(folder, name, 60, 25);
        try (Camera camera = open("cat " + video, format.equals("auto") ? "" : format, Duration.ofSeconds(10))) {
            assertThat(camera.mode().width()).isEqualTo(TestVideos.WIDTH);
            HalException end = playToTheEnd(camera);
            assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
            assertThat(end).hasMessageContaining("exited with status 0");
        }
    }

    @Test
    void itsExitStatusAndLastWordsAreReported() {
        HalException early = failure("sh -c 'echo no camera found >&2; exit 3'", "mjpeg", 10_000);
        assertThat(early.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(early).hasMessageContaining("exited with status 3").hasMessageContaining("no camera found");

        Path video = TestVideos.make(folder, "walk.mjpeg", 20, 25);
        try (Camera camera = open("sh -c 'cat " + video + "; echo sensor lost >&2; exit 7'", "mjpeg", Duration.ofSeconds(10))) {
            HalException late = playToTheEnd(camera);
            assertThat(late.kind()).isEqualTo(HalErrorKind.GONE);
            assertThat(late).hasMessageContaining("status 7").hasMessageContaining("sensor lost");
        }
    }

    @Test
    void aCommandThatGivesNothingIsGone() {
        HalException failure = failure("true", "", 10_000);
        assertThat(failure.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(failure).hasMessageContaining("without any output");
    }

    @Test
    void aCommandThatMayNotBeRunIsDenied() throws IOException {
        Path script = TestVideos.write(folder, "script", new byte[] {'#'});
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(script.toString(), "", 10_000).kind()).isEqualTo(HalErrorKind.DENIED);
    }

    @Test
    void silenceFromTheStartIsATimeOutAndTheCommandIsEnded() {
        long start = System.nanoTime();
        HalException failure = failure("sh -c 'echo warming up >&2; sleep 61'", "mjpeg", 600);
        assertThat(failure.kind()).isEqualTo(HalErrorKind.TIMEOUT);
        assertThat(failure).hasMessageContaining("no picture within 600 ms").hasMessageContaining("warming up");
        assertThat(System.nanoTime() - start).isLessThan(5 * SECOND);
        assertThat(children()).isEmpty();
    }

    @Test
    void silenceLaterIsATakeThatTimesOutAndClosingIsPrompt() {
        Path video = TestVideos.make(folder, "walk.mjpeg", 20, 25);
        Camera camera = open("sh -c 'cat " + video + "; sleep 62; true'", "mjpeg", Duration.ofSeconds(10));
        camera.take(10 * SECOND).orElseThrow().close();
        Optional<Frame> frame = camera.take(SECOND);
        while (frame.isPresent()) {
            frame.get().close();
            frame = camera.take(SECOND);
        }
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).isLessThan(2 * SECOND);
        assertThat(children()).as("the shell and its sleep").isEmpty();
    }

    @Test
    void aCommandThatIgnoresTheTermSignalIsKilled() {
        Path video = TestVideos.make(folder, "walk.mjpeg", 20, 25);
        Camera camera = open("sh -c 'trap \"\" TERM; cat " + video + "; while true; do sleep 1; done'", "mjpeg", Duration.ofSeconds(10));
        camera.take(10 * SECOND).orElseThrow().close();
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).isLessThan(3 * SECOND);
        assertThat(children()).isEmpty();
    }

    @Test
    void garbageIsCorruptOrTimesOutButNeverHangs() {
        assertThat(failure("sh -c 'echo this is no video'", "y4m", 5_000).kind()).isIn(HalErrorKind.CORRUPT, HalErrorKind.GONE);
        assertThat(failure("yes", "", 1_500).kind()).isIn(HalErrorKind.CORRUPT, HalErrorKind.TIMEOUT);
        assertThat(failure("cat /dev/urandom", "y4m", 1_500).kind()).isIn(HalErrorKind.CORRUPT, HalErrorKind.TIMEOUT);
        assertThat(children()).isEmpty();
    }

    @Test
    void anUnknownFormatIsRefusedBeforeAnythingRuns() {
        HalException failure = failure("touch " + folder.resolve("ran"), "avif", 5_000);
        assertThat(failure.kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("mjpeg, h264");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
