package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.contract.CameraContract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real kernel device: {@code LINTEL_V4L2_DEVICE=/dev/video0 mvn … -DexcludedGroups=}, or vivid on the virtual board. */
@Tag("board")
class V4l2ContractTest extends CameraContract {
    private static final long SECOND = 1_000_000_000L;
    private static final int PICTURES = 100;

    static Path device() {
        return Path.of(Optional.ofNullable(System.getenv("LINTEL_V4L2_DEVICE"))
                .or(() -> Optional.ofNullable(System.getenv("VIVID_CAPTURE")))
                .orElse("/dev/video0"));
    }

    @Override
    protected CameraProvider provider() {
        return new JavaCvCameraProvider();
    }

    @Override
    protected CameraSettings endless() {
        return new CameraSettings("v4l2:" + device(), 640, 480, 25, "", CameraSettings.DEFAULT_OPEN_TIMEOUT);
    }

    @Override
    protected CameraSettings absent() {
        return CameraSettings.of("v4l2:/dev/video-not-there");
    }

    @Test
    void itIsListedWithItsModes() {
        CameraInfo info = provider().list().stream()
                .filter(camera -> camera.source().equals("v4l2:" + device()) || camera.aliases().contains("v4l2:" + device()))
                .findFirst().orElseThrow();
        System.out.println("V4L2 listed: " + info);
        assertThat(info.modes()).isNotEmpty();
    }

    @Test
    void theKernelStampsThePictures() {
        try (Camera camera = provider().open(endless())) {
            long[] ages = new long[PICTURES];
            long first = 0;
            long last = 0;
            long firstSequence = 0;
            long lastSequence = 0;
            for (int i = 0; i < PICTURES; i++) {
                try (Frame frame = camera.take(5 * SECOND).orElseThrow()) {
                    ages[i] = System.nanoTime() - frame.captureNanos();
                    first = i == 0 ? frame.captureNanos() : first;
                    firstSequence = i == 0 ? frame.sequence() : firstSequence;
                    last = frame.captureNanos();
                    lastSequence = frame.sequence();
                }
            }
            Arrays.sort(ages);
            double rate = (lastSequence - firstSequence) * 1e9 / (last - first);
            System.out.printf("V4L2 %s: %s; %.2f fps by kernel stamps; age on take in us: p50 %d, p95 %d, max %d; dropped %d%n",
                    device(), camera.mode(), rate, ages[PICTURES / 2] / 1_000, ages[PICTURES * 95 / 100] / 1_000,
                    ages[PICTURES - 1] / 1_000, camera.dropped());
            assertThat(rate).isBetween(1.0, 200.0);
            assertThat(ages[PICTURES / 2]).isBetween(1L, SECOND / 2);
        }
    }
}
