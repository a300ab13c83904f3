package io.lintel.hal.javacv;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.time.Duration;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * A network camera: RTSP over TCP (UDP loses packets, and a smeared face is no face), or MJPEG and the like over HTTP.
 *
 * <p>Pictures are stamped when they arrive: the camera's own clock is a stranger's. What the camera and the network take before is
 * not in Lintel's latency.
 */
final class NetworkVideo implements VideoSource {
    private static final long MICROS_MIN = 500_000;

    private final CameraSettings settings;
    private final String device;
    private final long ioTimeoutMicros;

    private NetworkVideo(CameraSettings settings) {
        this.settings = settings;
        this.device = SourceText.withoutPassword(settings.source());
        // JavaCV tries to open twice, so half of the time is for each.
        this.ioTimeoutMicros = Math.max(MICROS_MIN, settings.openTimeout().dividedBy(2).toNanos() / 1_000);
    }

    static NetworkVideo of(CameraSettings settings) {
        if (!settings.address().startsWith("//") || settings.address().length() < 3) {
            throw new HalException(HalErrorKind.UNSUPPORTED, "open camera", SourceText.withoutPassword(settings.source()),
                    "write " + settings.scheme() + "://host/path");
        }
        return new NetworkVideo(settings);
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public FFmpegFrameGrabber prepare() {
        FFmpegFrameGrabber grabber = Grabbers.live(new FFmpegFrameGrabber(settings.source()), settings);
        grabber.setOption("timeout", Long.toString(ioTimeoutMicros));
        if (settings.scheme().startsWith("rtsp")) {
            grabber.setOption("rtsp_transport", "tcp");
            grabber.setOption("allowed_media_types", "video");
            grabber.setOption("protocol_whitelist", "rtp,rtsp,rtsps,tcp,tls,crypto");
        } else {
            grabber.setOption("protocol_whitelist", "http,https,tcp,tls,httpproxy");
        }
        return grabber;
    }

    @Override
    public boolean needsProbing() {
        return true;
    }

    @Override
    public long captureNanos(long mediaMicros, long now) {
        return now;
    }

    @Override
    public String timing() {
        return "stamped on arrival";
    }

    @Override
    public HalException refused(FfmpegError error) {
        return switch (error.kind()) {
            case GONE -> openFailure(HalErrorKind.GONE, "cannot be reached: " + error.line() + "; is it on, is the address right?");
            case DENIED -> openFailure(HalErrorKind.DENIED, "refuses the user name or password: " + error.line());
            case TIMEOUT -> openFailure(HalErrorKind.TIMEOUT, "does not answer: " + error.line());
            case UNSUPPORTED, CORRUPT -> openFailure(error.kind(), "does not send a video that can be read: " + error.line());
            default -> openFailure(error.kind(), error.line());
        };
    }

    @Override
    public HalException ended(long decoded, long lastReadNanos, String log) {
        if (lastReadNanos >= ioTimeoutMicros * 900) {
            return readFailure(HalErrorKind.TIMEOUT, "sent nothing for " + lastReadNanos / 1_000_000 + " ms" + VideoSource.quoted(log));
        }
        return readFailure(HalErrorKind.GONE, "the stream ended or the connection broke" + VideoSource.quoted(log));
    }

    @Override
    public HalException silent(Duration timeout) {
        return openFailure(HalErrorKind.TIMEOUT, "no picture within " + timeout.toMillis() + " ms; is it a camera, is the path right?");
    }
}
