package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernel devices under names that last, linked here as udev links them: the virtual board has none. */
@Tag("board")
@Timeout(120)
class KernelNamesTest {
    private static final long PATIENCE = 20_000_000_000L;
    private static final Path LINKS = Path.of("/dev/v4l");
    private static final Path BY_ID = LINKS.resolve("by-id/usb-ACME_Door_cam-video-index0");
    private static final Path BY_PATH = LINKS.resolve("by-path/platform-board-usb-0:1:1.0-video-index0");

    @BeforeEach
    void link() throws IOException {
        for (Path name : List.of(BY_ID, BY_PATH)) {
            Files.createDirectories(name.getParent());
            point(name, V4l2ContractTest.device());
        }
    }

    @AfterEach
    void unlink() throws IOException {
        Files.deleteIfExists(BY_ID);
        Files.deleteIfExists(BY_PATH);
    }

    @Test
    void aCameraIsListedOnceUnderItsMostStableName() {
        Path device = V4l2ContractTest.device();
        assertThat(new JavaCvCameraProvider().list())
                .filteredOn(camera -> camera.aliases().contains("v4l2:" + device))
                .singleElement()
                .satisfies(camera -> {
                    assertThat(camera.source()).isEqualTo("v4l2:" + BY_ID);
                    assertThat(camera.aliases()).containsExactly("v4l2:" + BY_PATH, "v4l2:" + device);
                    assertThat(camera.name()).contains("vivid");
                    assertThat(camera.modes()).anySatisfy(mode -> assertThat(mode).startsWith("yuyv422"));
                });
    }

    @Test
    void whatDoesNotCaptureIsNotListed() {
        assertThat(new JavaCvCameraProvider().list())
                .extracting(CameraInfo::source)
                .doesNotContain("v4l2:" + System.getenv("VIVID_OUTPUT"))
                .doesNotContain("v4l2:" + Loopback.node());
    }

    @Test
    void oneThatWasUnpluggedAndReturnsAsAnotherNodeIsFoundUnderItsName() throws IOException {
        CameraSettings settings = CameraSettings.of("v4l2:" + BY_ID);
        try (Camera camera = new JavaCvCameraProvider().open(settings)) {
            camera.take(PATIENCE).orElseThrow().close();
            V4l2Control.set(V4l2ContractTest.device(), "Disconnect", 1);
            HalException end = Failures.of(() -> {
                while (true) {
                    camera.take(PATIENCE).orElseThrow().close();
                }
            });
            assertThat(end.kind()).isEqualTo(HalErrorKind.GONE);
        }
        Files.delete(BY_ID);
        HalException away = Failures.of(() -> new JavaCvCameraProvider().open(settings).close());
        assertThat(away.kind()).isEqualTo(HalErrorKind.GONE);

        point(BY_ID, Loopback.node());
        try (Projector projector = new Projector(new Loopback("MJPG", 640, 480), Bars.of("MJPG", 640, 480));
                Camera camera = new JavaCvCameraProvider().open(settings)) {
            assertThat(projector).isNotNull();
            camera.take(PATIENCE).orElseThrow().close();
            assertThat(camera.mode().description()).startsWith("mjpeg");
        }
    }

    private static void point(Path name, Path node) throws IOException {
        Files.deleteIfExists(name);
        Files.createSymbolicLink(name, Path.of("../..").resolve(node.getFileName()));
    }
}
