package io.lintel.hal.javacv;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.time.Duration;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * What a command writes to its standard output: {@code rpicam-vid}, {@code gst-launch-1.0}, {@code libcamera-vid}.
 *
 * <p>Pictures are stamped when they arrive. In a bare MJPEG or H.264 stream a picture's end is known only when the next one
 * begins; if the settings name the rate, that one interval is added to the picture's age.
 */
final class CommandVideo implements VideoSource {
    private final CameraSettings settings;
    private final String format;
    private final ChildProcess child;
    private final long knownLateNanos;

    private CommandVideo(CameraSettings settings, String format, ChildProcess child) {
        this.settings = settings;
        this.format = format;
        this.child = child;
        boolean bare = format.equals("mjpeg") || format.equals("h264");
        this.knownLateNanos = bare && settings.framesPerSecond() > 0 ? Math.round(1e9 / settings.framesPerSecond()) : 0;
    }

    static CommandVideo of(CameraSettings settings) {
        List<String> words = SourceText.words(settings.source(), settings.address());
        String format = switch (settings.pixelFormat()) {
            case "", "mjpeg", "h264", "hevc", "mpegts", "matroska" -> settings.pixelFormat();
            case "y4m", "yuv4mpegpipe" -> "yuv4mpegpipe";
            default -> throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", settings.source(), "pixel format '"
                    + settings.pixelFormat() + "'; a command's output is one of mjpeg, h264, hevc, y4m, mpegts, matroska, or empty to find out");
        };
        return new CommandVideo(settings, format, new ChildProcess(settings.source(), words));
    }

    @Override
    public String device() {
        return settings.source();
    }

    @Override
    public FFmpegFrameGrabber prepare() {
        child.start();
        FFmpegFrameGrabber grabber = Grabbers.live(new FFmpegFrameGrabber(child.output(), 0), settings);
        grabber.setFormat(format);
        if (settings.framesPerSecond() > 0 && !format.isEmpty()) {
            grabber.setFrameRate(settings.framesPerSecond());
        }
        return grabber;
    }

    @Override
    public boolean needsProbing() {
        return true;
    }

    @Override
    public long captureNanos(long mediaMicros, long now) {
        return now - knownLateNanos;
    }

    @Override
    public double framesPerSecond(double streams) {
        // FFmpeg assumes 25 for a bare stream; only the settings, or a container, know.
        return settings.framesPerSecond() > 0 ? settings.framesPerSecond() : format.equals("mjpeg") || format.equals("h264") ? 0 : streams;
    }

    @Override
    public String timing() {
        return "stamped on arrival" + (knownLateNanos > 0 ? ", less one interval" : "");
    }

    @Override
    public HalException refused(FfmpegError error) {
        return child.exit().isPresent()
                ? openFailure(HalErrorKind.GONE, child.fate())
                : openFailure(HalErrorKind.CORRUPT, "its output is not a video that can be read (" + error.words()
                        + "); set camera.pixel-format to mjpeg, h264 or y4m, whichever it writes" + child.lastWords());
    }

    @Override
    public HalException ended(long decoded, long lastReadNanos, String log) {
        HalErrorKind kind = decoded == 0 ? HalErrorKind.CORRUPT : HalErrorKind.GONE;
        return readFailure(kind, child.fate() + " after " + decoded + " pictures" + VideoSource.quoted(log));
    }

    @Override
    public HalException silent(Duration timeout) {
        return openFailure(HalErrorKind.TIMEOUT, "the command gave no picture within " + timeout.toMillis() + " ms" + child.lastWords());
    }

    @Override
    public void close() {
        child.close();
    }
}
