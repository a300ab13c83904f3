package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Naming, on an imitation of /dev and /sys: plain files, which cannot be asked, so nodes are told apart by their index. */
class V4l2DevicesTest {
    @TempDir
    Path root = Path.of("");

    private void node(int number, String name, int index) throws IOException {
        Path sys = Files.createDirectories(root.resolve("sys/video" + number));
        Files.writeString(sys.resolve("name"), name + "\n");
        Files.writeString(sys.resolve("index"), index + "\n");
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/video" + number));
    }

    private void link(String name, int number) throws IOException {
        Path link = root.resolve("dev/v4l").resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../../video" + number));
    }

    private List<CameraInfo> list() {
        return new V4l2Devices(root.resolve("dev"), root.resolve("sys")).list();
    }

    @Test
    void theMostStableNameComesFirstAndMetadataNodesDoNotAppear() throws IOException {
        node(10, "Door cam", 0);
        node(11, "Door cam", 1);
        node(2, "Spare", 0);
        link("by-id/usb-ACME_Door_cam-video-index0", 10);
        link("by-id/usb-ACME_Door_cam-video-index1", 11);
        link("by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0", 10);
        String dev = "v4l2:" + root.resolve("dev");
        assertThat(list()).containsExactly(
                new CameraInfo(dev + "/video2", "Spare", List.of(), List.of()),
                new CameraInfo(dev + "/v4l/by-id/usb-ACME_Door_cam-video-index0", "Door cam",
                        List.of(dev + "/v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0", dev + "/video10"), List.of()));
    }

    @Test
    void aMachineWithoutCamerasHasNone() throws IOException {
        assertThat(list()).isEmpty();
        node(0, "Gone since", 0);
        Files.delete(root.resolve("dev/video0"));
        assertThat(list()).isEmpty();
    }

    @Test
    void whatIsNoVideoDeviceIsUnsupported() throws IOException {
        Path file = Files.createFile(root.resolve("video9"));
        for (String path : List.of(file.toString(), "/dev/null")) {
            HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(CameraSettings.of("v4l2:" + path)).close());
            assertThat(failure.kind()).as(path).isEqualTo(HalErrorKind.UNSUPPORTED);
            assertThat(failure).hasMessageContaining("not a video device");
        }
    }

    @Test
    void aDeviceThatIsNotThereIsGone() {
        HalException failure = Failures.of(() -> new JavaCvCameraProvider().open(CameraSettings.of("v4l2:/dev/video-none")).close());
        assertThat(failure.kind()).isEqualTo(HalErrorKind.GONE);
        assertThat(failure).hasMessageContaining("lintel camera list");
    }

    @Test
    void theKernelsFormatsGetFfmpegsNames() {
        assertThat(V4l2Node.ffmpegName("MJPG")).isEqualTo("mjpeg");
        assertThat(V4l2Node.ffmpegName("YUYV")).isEqualTo("yuyv422");
        assertThat(V4l2Node.ffmpegName("pRAA")).isEqualTo("pRAA");
    }

    @Test
    void mjpegIsPreferredOnlyWhereRawIsTooSlow() {
        List<V4l2Mode> usb2 = List.of(
                new V4l2Mode("yuyv422", 640, 480, List.of(30.0, 15.0), ""),
                new V4l2Mode("yuyv422", 1280, 720, List.of(10.0), ""),
                new V4l2Mode("mjpeg", 640, 480, List.of(30.0), ""),
                new V4l2Mode("mjpeg", 1280, 720, List.of(30.0), ""));
        assertThat(V4l2Mode.preferredFormat(usb2, 640, 480, 0)).isEmpty();
        assertThat(V4l2Mode.preferredFormat(usb2, 1280, 720, 0)).isEqualTo("mjpeg");
        assertThat(V4l2Mode.preferredFormat(usb2, 1280, 720, 10)).isEmpty();
        assertThat(V4l2Mode.preferredFormat(usb2, 640, 480, 60)).isEqualTo("mjpeg");
        assertThat(V4l2Mode.preferredFormat(usb2, 0, 0, 0)).isEmpty();
        assertThat(V4l2Mode.preferredFormat(usb2, 1920, 1080, 0)).isEmpty();
        List<V4l2Mode> open = List.of(new V4l2Mode("nv12", 0, 0, List.of(), "32x32 to 4096x4096"));
        assertThat(V4l2Mode.preferredFormat(open, 1280, 720, 30)).isEmpty();
    }

    @Test
    void aModeReadsWell() {
        assertThat(new V4l2Mode("mjpeg", 1280, 720, List.of(30.0, 7.5), "").words()).isEqualTo("mjpeg 1280x720 30/7.5 fps");
        assertThat(new V4l2Mode("nv12", 0, 0, List.of(), "32x32 to 64x64").words()).isEqualTo("nv12 32x32 to 64x64");
        assertThat(new V4l2Mode("gray", 0, 0, List.of(), "").words()).isEqualTo("gray");
    }
}
