package io.lintel.hal.javacv;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/** A video file that plays as if it happened now. */
final class FileVideo implements VideoSource {
    private static final String LOOP = "?loop";
    private static final String FORMATS = "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,ogg,flv,asf,mjpeg,mpjpeg,h264,hevc,av1,ivf,"
            + "yuv4mpegpipe,gif,image2,jpeg_pipe,png_pipe,bmp_pipe,webp_pipe";

    private final CameraSettings settings;
    private final Path path;
    private final boolean loop;
    private final Pace pace;

    private FileVideo(CameraSettings settings, Path path, boolean loop) {
        this.settings = settings;
        this.path = path;
        this.loop = loop;
        this.pace = new Pace(settings.framesPerSecond());
    }

    static FileVideo of(CameraSettings settings) {
        String address = settings.address();
        boolean loop = address.endsWith(LOOP);
        String name = loop ? address.substring(0, address.length() - LOOP.length()) : address;
        if (name.startsWith("///")) {
            name = name.substring(2);
        }
        try {
            return new FileVideo(settings, Path.of(name).toAbsolutePath(), loop);
        } catch (InvalidPathException e) {
            throw new HalException(HalErrorKind.GONE, "open camera", settings.source(), "not a path: " + e.getReason(), e);
        }
    }

    @Override
    public String device() {
        return settings.source();
    }

    @Override
    public FFmpegFrameGrabber prepare() {
        if (!Files.exists(path)) {
            throw openFailure(HalErrorKind.GONE, "no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw openFailure(HalErrorKind.UNSUPPORTED, "not a file but a folder or device");
        }
        if (!Files.isReadable(path)) {
            throw openFailure(HalErrorKind.DENIED, "not readable for " + System.getProperty("user.name") + "; mend its permissions");
        }
        FFmpegFrameGrabber grabber = Grabbers.common(new FFmpegFrameGrabber("file:" + path), settings);
        // A file must not make the door fetch something from elsewhere, as a play list can: containers and streams only.
        grabber.setOption("protocol_whitelist", "file");
        grabber.setOption("format_whitelist", FORMATS);
        return grabber;
    }

    @Override
    public boolean needsProbing() {
        return true;
    }

    @Override
    public void started(FFmpegFrameGrabber grabber) {
        pace.start(StreamFacts.of(grabber).framesPerSecond());
    }

    @Override
    public long captureNanos(long mediaMicros, long now) {
        return pace.due(mediaMicros, now);
    }

    @Override
    public boolean again() {
        return loop && pace.moved();
    }

    @Override
    public double framesPerSecond(double streams) {
        return settings.framesPerSecond() > 0 ? settings.framesPerSecond() : streams;
    }

    @Override
    public String timing() {
        return "a file, played at real-time pace" + (loop ? ", over and over" : "");
    }

    @Override
    public HalException refused(FfmpegError error) {
        return switch (error.kind()) {
            case UNSUPPORTED, CORRUPT -> openFailure(HalErrorKind.CORRUPT, "not a video that can be read: " + error.line());
            default -> openFailure(error.kind(), error.line());
        };
    }

    @Override
    public HalException ended(long decoded, long lastReadNanos, String log) {
        if (decoded == 0 || !pace.moved()) {
            return readFailure(HalErrorKind.CORRUPT, "no picture in it can be decoded" + VideoSource.quoted(log));
        }
        String fate = Files.exists(path) ? "" : "; the file was deleted meanwhile";
        return readFailure(HalErrorKind.GONE, "end of stream after " + decoded + " pictures" + fate + VideoSource.quoted(log));
    }
}
