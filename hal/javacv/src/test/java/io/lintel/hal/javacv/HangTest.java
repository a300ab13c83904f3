package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thread that hangs in the kernel, where no interrupt reaches it, is left behind without harm. */
@Timeout(60)
class HangTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder = Path.of("");

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicBoolean hang = new AtomicBoolean();

    /** A video file that hangs on demand, deaf to interrupts, before it is opened or before a picture is read. */
    private final class Hanging implements VideoSource {
        private final VideoSource file;
        private final boolean whenOpened;

        Hanging(VideoSource file, boolean whenOpened) {
            this.file = file;
            this.whenOpened = whenOpened;
        }

        private void hang() {
            hanging.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    release.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String device() {
            return file.device();
        }

        @Override
        public FFmpegFrameGrabber prepare() {
            if (whenOpened) {
                hang();
            }
            return file.prepare();
        }

        @Override
        public boolean needsProbing() {
            return true;
        }

        @Override
        public boolean ready() {
            if (hang.get()) {
                hang();
            }
            return true;
        }

        @Override
        public void started(FFmpegFrameGrabber grabber) {
            file.started(grabber);
        }

        @Override
        public long captureNanos(long mediaMicros, long now) {
            return file.captureNanos(mediaMicros, now);
        }

        @Override
        public String timing() {
            return "hanging";
        }

        @Override
        public HalException refused(FfmpegError error) {
            return file.refused(error);
        }

        @Override
        public HalException ended(long decoded, long lastReadNanos, String log) {
            return file.ended(decoded, lastReadNanos, log);
        }
    }

    private VideoSource video(boolean whenOpened) {
        Path file = TestVideos.make(folder, "walk.mp4", 200, 50);
        return new Hanging(FileVideo.of(CameraSettings.of("file:" + file)), whenOpened);
    }

    private static Thread grabThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lintel-camera")).findFirst().orElseThrow();
    }

    @Test
    void anOpenThatHangsIsATimeOutAndItsThreadEndsWhenItIsLetGo() throws InterruptedException {
        long start = System.nanoTime();
        HalException failure = Failures.of(
                () -> JavaCvCamera.open(video(true), Duration.ofMillis(200), System::nanoTime).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.TIMEOUT);
        assertThat(System.nanoTime() - start).isLessThan(10 * SECOND);
        Thread left = grabThread();
        release.countDown();
        assertThat(left.join(Duration.ofSeconds(10))).as("the thread left behind").isTrue();
    }

    @Test
    void aReadThatHangsIsATakeThatTimesOutAndACloseThatReturns() throws InterruptedException {
        JavaCvCamera camera = JavaCvCamera.open(video(false), Duration.ofSeconds(10), System::nanoTime);
        Frame kept = camera.take(10 * SECOND).orElseThrow();
        hang.set(true);
        hanging.await();
        camera.take(0).ifPresent(Frame::close);
        assertThat(camera.take(SECOND / 10)).isEmpty();
        Thread left = grabThread();
        long start = System.nanoTime();
        camera.close();
        assertThat(System.nanoTime() - start).isBetween(SECOND, 10 * SECOND);
        assertThat(left.isAlive()).as("it cannot be stopped").isTrue();
        assertThat(kept.pixels().get(ValueLayout.JAVA_BYTE, kept.pixels().byteSize() - 6)).as("still readable").isNotZero();
        kept.close();
        assertThat(kept.pixels().scope().isAlive()).as("freed although the thread hangs").isFalse();
        release.countDown();
        assertThat(left.join(Duration.ofSeconds(10))).as("the thread left behind").isTrue();
    }
}
