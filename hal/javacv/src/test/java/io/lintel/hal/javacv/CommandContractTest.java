package io.lintel.hal.javacv;

import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.contract.CameraContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shell loop stands in for rpicam-vid: one JPEG each 20 ms, for ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandContractTest extends CameraContract {
    private Path picture = Path.of("");

    @BeforeAll
    void makePicture(@TempDir Path folder) {
        picture = TestVideos.make(folder, "one.mjpeg", 1, 25);
    }

    @Override
    protected CameraProvider provider() {
        return new JavaCvCameraProvider();
    }

    @Override
    protected CameraSettings endless() {
        return new CameraSettings("command:sh -c 'while cat " + picture + "; do sleep 0.02; done'", 0, 0, 25, "mjpeg",
                CameraSettings.DEFAULT_OPEN_TIMEOUT);
    }

    @Override
    protected CameraSettings absent() {
        return CameraSettings.of("command:lintel-no-such-command -o -");
    }
}
