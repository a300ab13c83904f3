package io.lintel.hal.javacv;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraInfo;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Cameras through JavaCV's {@code FFmpegFrameGrabber}.
 *
 * <table>
 * <caption>Sources</caption>
 * <tr><td>{@code file:/walk.mp4}, {@code file:/walk.mp4?loop}</td><td>a video at real-time pace, at its own rate or the settings'</td></tr>
 * <tr><td>{@code v4l2:/dev/v4l/by-id/…}</td><td>a kernel capture device; frames carry the kernel's time stamp</td></tr>
 * <tr><td>{@code rtsp://…}, {@code rtsps://…}, {@code http://…}, {@code https://…}</td><td>a network camera (RTSP over TCP)</td></tr>
 * <tr><td>{@code command:rpicam-vid -t 0 --codec mjpeg -o -}</td><td>what a command writes to its standard output; its pixel format
 * says what that is: {@code mjpeg}, {@code h264}, {@code y4m}, or empty to find out</td></tr>
 * </table>
 *
 * <p>Frames are BGR, of the size that the settings ask for (scaled where the source cannot deliver it; a V4L2 device chooses the
 * nearest it has). Threading: any thread; each open camera has a thread of its own, {@code lintel-camera}.
 */
public final class JavaCvCameraProvider implements CameraProvider {
    private static final Set<String> SCHEMES = Set.of("file", "v4l2", "rtsp", "rtsps", "http", "https", "command");

    private final LongSupplier nanos;
    private final V4l2Devices devices;

    /** For {@link java.util.ServiceLoader}. */
    public JavaCvCameraProvider() {
        this(System::nanoTime, new V4l2Devices(Path.of("/dev"), Path.of("/sys/class/video4linux")));
    }

    JavaCvCameraProvider(LongSupplier nanos, V4l2Devices devices) {
        this.nanos = nanos;
        this.devices = devices;
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public List<CameraInfo> list() {
        return devices.list();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Returns once the first picture's size is known, at the latest after the settings' open time-out. An open that hangs in the
     * kernel or the network is abandoned on its own thread, which cleans up as soon as the call returns.
     */
    @Override
    public Camera open(CameraSettings settings) {
        VideoSource source = source(settings);
        FfmpegLog.install(source.device());
        return JavaCvCamera.open(source, settings.openTimeout(), nanos);
    }

    private static VideoSource source(CameraSettings settings) {
        return switch (settings.scheme()) {
            case "file" -> FileVideo.of(settings);
            case "v4l2" -> DeviceVideo.of(settings);
            case "rtsp", "rtsps", "http", "https" -> NetworkVideo.of(settings);
            case "command" -> CommandVideo.of(settings);
            default -> throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", settings.source(),
                    "a camera source starts with one of file:, v4l2:, rtsp:, rtsps:, http:, https:, command:");
        };
    }
}
