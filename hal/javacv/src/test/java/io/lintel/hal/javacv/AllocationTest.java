package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the grab thread allocates for a picture, beside what JavaCV alone does for the same one. */
@Timeout(60)
class AllocationTest {
    private static final int WARM = 1_500;
    private static final int PICTURES = 1_000;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    private final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void lintelAddsNothingToWhatJavaCvAllocates() throws FrameGrabber.Exception {
        Path video = TestVideos.make(folder, "walk.mp4", WARM + PICTURES + 500, 25);
        CameraSettings settings = new CameraSettings("file:" + video, 0, 0, 800, "", Duration.ofSeconds(10));
        double alone = bare(video, settings);
        double camera;
        double taker;
        try (Camera opened = new JavaCvCameraProvider().open(settings)) {
            long grabThread = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("lintel-camera")).findFirst().orElseThrow().threadId();
            long from = takeUntil(opened, WARM);
            long grabBefore = threads.getThreadAllocatedBytes(grabThread);
            long takerBefore = threads.getCurrentThreadAllocatedBytes();
            long to = takeUntil(opened, from + PICTURES);
            taker = (double) (threads.getCurrentThreadAllocatedBytes() - takerBefore) / (to - from);
            camera = (double) (threads.getThreadAllocatedBytes(grabThread) - grabBefore) / (to - from);
        }
        System.out.printf("Bytes allocated for a picture: JavaCV alone %.0f, Lintel's grab thread %.0f, the taker %.0f%n",
                alone, camera, taker);
        assertThat(camera - alone).as("bytes a picture that Lintel adds on the grab thread").isLessThan(24);
        assertThat(taker).as("bytes a picture on the taking thread").isLessThan(16);
    }

    private static long takeUntil(Camera camera, long sequence) {
        long last = 0;
        while (last < sequence) {
            Frame frame = camera.take(10 * SECOND).orElseThrow();
            last = frame.sequence();
            frame.close();
        }
        return last;
    }

    private double bare(Path video, CameraSettings settings) throws FrameGrabber.Exception {
        try (FFmpegFrameGrabber grabber = Grabbers.common(new FFmpegFrameGrabber(video.toFile()), settings)) {
            grabber.start();
            for (int i = 0; i < WARM; i++) {
                grabber.grabImage();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < PICTURES; i++) {
                grabber.grabImage();
            }
            return (double) (threads.getCurrentThreadAllocatedBytes() - before) / PICTURES;
        }
    }
}
