package io.lintel.hal.javacv;

import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.contract.CameraContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileContractTest extends CameraContract {
    private Path video = Path.of("");

    @BeforeAll
    void makeVideo(@TempDir Path folder) {
        video = TestVideos.make(folder, "walk.mp4", 25, 50);
    }

    @Override
    protected CameraProvider provider() {
        return new JavaCvCameraProvider();
    }

    @Override
    protected CameraSettings endless() {
        return CameraSettings.of("file:" + video + "?loop");
    }

    @Override
    protected CameraSettings absent() {
        return CameraSettings.of("file:" + video + ".not-there");
    }
}
