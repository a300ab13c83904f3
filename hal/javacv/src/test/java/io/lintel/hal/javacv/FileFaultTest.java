package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Video files, good and bad. */
@Timeout(60)
class FileFaultTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    private static CameraSettings settings(Path file, int width, int height, double rate) {
        return new CameraSettings("file:" + file, width, height, rate, "", Duration.ofSeconds(10));
    }

    private static Camera open(Path file) {
        return new JavaCvCameraProvider().open(CameraSettings.of("file:" + file));
    }

    private static HalException failure(Path file) {
        return Failures.of(() -> open(file).close());
    }

    private static int level(Frame frame) {
        return frame.pixels().get(ValueLayout.JAVA_BYTE, (long) frame.stride() * (frame.height() / 2) + frame.stride() - 6) & 0xFF;
    }

    @Test
    void everyPictureComesOnceInOrderAtTheFilesOwnPace() {
        Path video = TestVideos.make(folder, "walk.mp4", 30, 60);
        List<Long> captured = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        long[] dropped = {0};
        HalException end = Failures.of(() -> {
            try (Camera camera = open(video)) {
                assertThat(camera.mode().framesPerSecond()).isEqualTo(60);
                assertThat(camera.mode().description()).contains("mpeg4").contains("real-time");
                while (true) {
                    try (Frame frame = camera.take(5 * SECOND).orElseThrow()) {
                        captured.add(frame.captureNanos());
                        levels.add(level(frame));
                        dropped[0] = camera.dropped();
                    }
                }
            }
        });
        assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(end).hasMessageContaining("end of stream after 30 pictures");
        // A busy machine takes fewer than come; what was not taken was counted.
        assertThat(levels.size() + dropped[0]).as("pictures seen and dropped").isEqualTo(30);
        assertThat(levels).as("pictures seen").isSorted();
        assertThat(levels.getLast()).as("the last picture").isCloseTo(TestVideos.level(29), within(8));
        double seconds = (captured.getLast() - captured.getFirst()) / 1e9;
        assertThat(seconds).as("29 intervals of 1/60 s, less the pictures dropped at the start, more on a busy machine").isGreaterThan(0.2);
    }

    @Test
    void theSettingsRateAndSizeWin() {
        Path video = TestVideos.make(folder, "walk.mp4", 20, 5);
        try (Camera camera = new JavaCvCameraProvider().open(settings(video, 80, 60, 100))) {
            assertThat(camera.mode().framesPerSecond()).isEqualTo(100);
            long start = System.nanoTime();
            HalException end = Failures.of(() -> {
                while (true) {
                    try (Frame frame = camera.take(5 * SECOND).orElseThrow()) {
                        assertThat(frame.width()).isEqualTo(80);
                        assertThat(frame.height()).isEqualTo(60);
                    }
                }
            });
            assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
            assertThat(System.nanoTime() - start).as("4 s at the file's own rate").isLessThan(3 * SECOND);
        }
    }

    @Test
    void thePixelsAreBlueGreenRedAndRowsArePackedWhateverTheWidth() {
        Path video = TestVideos.make(folder, "narrow.avi", 10, 50, 54, 38);
        try (Camera camera = open(video); Frame frame = camera.take(5 * SECOND).orElseThrow()) {
            assertThat(frame.width()).isEqualTo(54);
            assertThat(frame.pixels().byteSize()).isEqualTo(54 * 38 * 3);
            for (int y = 1; y < 37; y++) {
                long row = (long) y * frame.stride();
                assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, row + 12) & 0xFF).as("left of row %s", y).isLessThan(16);
                assertThat(frame.pixels().get(ValueLayout.JAVA_BYTE, row + 150) & 0xFF).as("right of row %s", y).isGreaterThan(12);
            }
        }
    }

    @Test
    void whatIsNoVideoIsCorruptAndSaysSo() throws IOException {
        Path good = TestVideos.make(folder, "good.mp4", 20, 25);
        byte[] bytes = Files.readAllBytes(good);
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        List<Path> bad = List.of(
                TestVideos.write(folder, "empty.mp4", new byte[0]),
                TestVideos.write(folder, "text.mp4", "This is not a video.\n".repeat(50).getBytes(StandardCharsets.UTF_8)),
                TestVideos.write(folder, "beheaded.mp4", Arrays.copyOf(bytes, bytes.length / 2)),
                TestVideos.write(folder, "one-byte.mkv", new byte[] {26}),
                TestVideos.write(folder, "noise.mp4", noise));
        for (Path file : bad) {
            HalException refused = failure(file);
            assertThat(refused.kind()).as("%s", file).isEqualTo(HalErrorKind.CORRUPT);
            assertThat(refused.getMessage()).startsWith("open camera file:" + file + ": ").hasSizeLessThan(600).doesNotContain("\n");
        }
    }

    @Test
    void whatIsNotThereOrNotAFileIsToldApart() {
        assertThat(failure(folder.resolve("none.mp4")).kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(failure(folder).kind()).isEqualTo(HalErrorKind.UNSUPPORTED);
    }

    @Test
    void aTruncatedVideoPlaysWhatItHasAndEnds() throws IOException {
        byte[] bytes = Files.readAllBytes(TestVideos.make(folder, "whole.ts", 40, 100));
        for (long seed = 0; seed < 5; seed++) {
            int length = bytes.length / 3 + new Random(seed).nextInt(bytes.length / 2);
            Path cut = TestVideos.write(folder, "cut.ts", Arrays.copyOf(bytes, length));
            int[] taken = new int[1];
            HalException end = Failures.of(() -> {
                try (Camera camera = open(cut)) {
                    while (true) {
                        camera.take(5 * SECOND).orElseThrow().close();
                        taken[0]++;
                    }
                }
            });
            assertThat(end.kind()).as("seed %s", seed).isEqualTo(HalErrorKind.GONE);
            assertThat(taken[0]).as("seed %s: pictures before the cut", seed).isPositive();
        }
    }

    @Test
    void aFileDeletedWhilePlayingPlaysToItsEndAndALoopEndsThere() throws IOException {
        Path video = TestVideos.make(folder, "gone.mp4", 10, 50);
        HalException end = Failures.of(() -> {
            try (Camera camera = open(video)) {
                Files.delete(video);
                while (true) {
                    camera.take(5 * SECOND).orElseThrow().close();
                }
            }
        });
        assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(end).hasMessageContaining("deleted meanwhile");

        Path looped = TestVideos.make(folder, "loop.mp4", 10, 50);
        HalException loopEnd = Failures.of(() -> {
            try (Camera camera = new JavaCvCameraProvider().open(CameraSettings.of("file:" + looped + "?loop"))) {
                long sequence = 0;
                while (true) {
                    try (Frame frame = camera.take(5 * SECOND).orElseThrow()) {
                        sequence = Math.max(sequence, frame.sequence());
                    }
                    if (sequence > 12) {
                        Files.deleteIfExists(looped);
                    }
                }
            }
        });
        assertThat(loopEnd.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(loopEnd).hasMessageContaining("no such file");
    }

    @Test
    void aPictureOfAnotherSizeEndsTheStream() throws IOException {
        byte[] small = Files.readAllBytes(TestVideos.make(folder, "small.mjpeg", 5, 25));
        byte[] large = Files.readAllBytes(TestVideos.make(folder, "large.mjpeg", 5, 25, 320, 240));
        byte[] both = Arrays.copyOf(small, small.length + large.length);
        System.arraycopy(large, 0, both, small.length, large.length);
        Path changing = TestVideos.write(folder, "changing.mjpeg", both);
        HalException end = Failures.of(() -> {
            try (Camera camera = open(changing)) {
                while (true) {
                    try (Frame frame = camera.take(5 * SECOND).orElseThrow()) {
                        assertThat(frame.width()).isEqualTo(TestVideos.WIDTH);
                    }
                }
            }
        });
        assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(end).hasMessageContaining("changed from 160 x 120 to 320 x 240");
    }

    @Test
    void aPlayListCannotMakeTheDoorFetchFromElsewhere() {
        Path list = TestVideos.write(folder, "list.m3u8",
                "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/evil.ts\n".getBytes(StandardCharsets.UTF_8));
        assertThat(failure(list).kind()).isEqualTo(HalErrorKind.CORRUPT);
    }
}
