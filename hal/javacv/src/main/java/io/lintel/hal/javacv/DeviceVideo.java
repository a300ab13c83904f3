package io.lintel.hal.javacv;

import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kernel video capture device. Its pictures carry the kernel's time stamp, taken on {@code CLOCK_MONOTONIC} when the picture was
 * complete (a few drivers: begun); a stamp that cannot be of that clock is replaced by the time of arrival.
 */
final class DeviceVideo implements VideoSource {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceVideo.class);
    private static final int WAIT_MILLIS = 100;
    private static final long FUTURE_NANOS_MAX = 20_000_000L;
    private static final long AGE_NANOS_MAX = 5_000_000_000L;
    /** A picture older than this is behind by several: the driver queues up to 32, a second of delay nobody would notice but the door. */
    private static final long STALE_NANOS = 150_000_000L;
    private static final int SKIP_MAX = 32;
    private static final int MODES_SHOWN = 8;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EPERM = 1;
    private static final int EBUSY = 16;
    private static final int ENOTTY = 25;

    private final CameraSettings settings;
    private final Path path;
    private Set<Integer> before = Set.of();
    private Optional<DescriptorWait> wait = Optional.empty();
    private Optional<AVPacket> packet = Optional.empty();
    private boolean intraOnly;
    private boolean looked;
    private boolean strangeClock;
    private long lastCapture = Long.MIN_VALUE;

    private DeviceVideo(CameraSettings settings, Path path) {
        this.settings = settings;
        this.path = path;
    }

    static DeviceVideo of(CameraSettings settings) {
        return new DeviceVideo(settings, Path.of(settings.address()));
    }

    @Override
    public String device() {
        return settings.source();
    }

    @Override
    public FFmpegFrameGrabber prepare() {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw gone();
        }
        V4l2Node said = V4l2Node.ask(real);
        switch (said.errno()) {
            case 0 -> { /* It answered. */ }
            case ENOENT -> throw gone();
            case EACCES, EPERM -> throw openFailure(HalErrorKind.DENIED, "not accessible for " + System.getProperty("user.name")
                    + "; add that user to the group video");
            case EBUSY -> throw busy();
            case ENOTTY -> throw openFailure(HalErrorKind.UNSUPPORTED, "not a video device");
            default -> throw openFailure(HalErrorKind.GONE, "does not answer as a video device (errno " + said.errno() + ")");
        }
        if (!said.capture()) {
            throw openFailure(HalErrorKind.UNSUPPORTED, said.card() + " (" + said.driver()
                    + ") does not capture pictures here; a camera has several nodes, see lintel camera list");
        }
        before = DescriptorWait.of(real);
        wait = Optional.empty();
        looked = false;
        FFmpegFrameGrabber grabber = Grabbers.common(new FFmpegFrameGrabber(real.toString()), settings);
        grabber.setFormat("v4l2");
        String format = settings.pixelFormat().isEmpty()
                ? V4l2Mode.preferredFormat(said.modes(), settings.width(), settings.height(), settings.framesPerSecond())
                : settings.pixelFormat();
        if (!format.isEmpty()) {
            grabber.setOption("input_format", format);
        }
        if (settings.framesPerSecond() > 0) {
            grabber.setFrameRate(settings.framesPerSecond());
        }
        // The device chooses the nearest size it has; scaling it to the wanted one would only hide that.
        grabber.setImageWidth(0);
        grabber.setImageHeight(0);
        if (settings.width() > 0 && settings.height() > 0) {
            grabber.setOption("video_size", settings.width() + "x" + settings.height());
        }
        return grabber;
    }

    /** The kernel says size and format; a picture read for that could block. */
    @Override
    public boolean needsProbing() {
        return false;
    }

    @Override
    public boolean ready() {
        if (!looked) {
            looked = true;
            try {
                wait = DescriptorWait.forNew(path.toRealPath(), before);
            } catch (IOException e) {
                LOG.debug("{} vanished while it was opened", path, e);
            }
            if (wait.isEmpty()) {
                LOG.warn("Camera {}: its file descriptor was not found; should it stall, closing it will leave it busy", device());
            }
        }
        return wait.isEmpty() || wait.get().readable(WAIT_MILLIS);
    }

    @Override
    public void started(FFmpegFrameGrabber grabber) {
        StreamFacts facts = StreamFacts.of(grabber);
        String wanted = settings.pixelFormat();
        if (!wanted.isEmpty() && !wanted.equals(facts.codec()) && !wanted.equals(facts.pixelFormat())) {
            throw openFailure(HalErrorKind.UNSUPPORTED, "it does not offer pixel format " + wanted + " but "
                    + String.join(", ", offered()));
        }
        if (settings.width() > 0 && (grabber.getImageWidth() != settings.width() || grabber.getImageHeight() != settings.height())) {
            LOG.warn("Camera {} has no pictures of {} x {} and gives {} x {} instead", device(), settings.width(), settings.height(),
                    grabber.getImageWidth(), grabber.getImageHeight());
        }
        intraOnly = facts.codec().equals("rawvideo") || facts.codec().equals("mjpeg");
        try {
            // Costs the first picture, often half exposed, and gives the one packet that JavaCV reads into: needed to skip others.
            AVPacket own = grabber.grabPacket();
            if (own != null) {
                blank(own);
                packet = Optional.of(own);
            }
        } catch (FrameGrabber.Exception e) {
            throw refused(FfmpegError.of(e, FfmpegLog.drain()));
        }
    }

    private Set<String> offered() {
        Set<String> formats = new TreeSet<>();
        V4l2Node.ask(path).modes().forEach(mode -> formats.add(mode.format()));
        return formats;
    }

    private static void blank(AVPacket packet) {
        avcodec.av_packet_unref(packet);
        packet.stream_index(-1);
    }

    @Override
    public long captureNanos(long mediaMicros, long now) {
        long kernel = mediaMicros * 1_000;
        long age = now - kernel;
        boolean plausible = age >= -FUTURE_NANOS_MAX && age <= AGE_NANOS_MAX;
        if (!plausible && !strangeClock) {
            strangeClock = true;
            LOG.warn("Camera {}: its time stamps are {} ms away from the monotonic clock; pictures are stamped on arrival instead",
                    device(), age / 1_000_000);
        }
        long captured = plausible ? Math.min(kernel, now) : now;
        lastCapture = Math.max(captured, lastCapture + 1);
        return lastCapture;
    }

    @Override
    public int skipStale(FFmpegFrameGrabber grabber, long captureNanos, long now) {
        if (!intraOnly || packet.isEmpty() || wait.isEmpty() || now - captureNanos < STALE_NANOS) {
            return 0;
        }
        int skipped = 0;
        long captured = captureNanos;
        try {
            while (skipped < SKIP_MAX && now - captured >= STALE_NANOS && wait.get().readable(0)) {
                blank(packet.get());
                AVPacket read = grabber.grabPacket();
                if (read == null) {
                    break;
                }
                captured = captureNanos(read.pts(), now);
                blank(read);
                skipped++;
            }
        } catch (FrameGrabber.Exception e) {
            LOG.debug("Camera {}: skipping ended", device(), e);
        }
        return skipped;
    }

    @Override
    public String timing() {
        return "stamped by the kernel";
    }

    @Override
    public HalException refused(FfmpegError error) {
        return switch (error.kind()) {
            case BUSY -> busy();
            case GONE -> gone();
            case UNSUPPORTED, CORRUPT -> openFailure(HalErrorKind.UNSUPPORTED, "it refuses the mode asked for: " + error.line()
                    + "; it offers " + V4l2Node.ask(path).modes().stream().limit(MODES_SHOWN).map(V4l2Mode::words)
                            .collect(Collectors.joining(", ")) + "; lintel camera list shows all");
            default -> openFailure(error.kind(), error.line());
        };
    }

    private HalException gone() {
        return openFailure(HalErrorKind.GONE, "no such device; is it plugged in? lintel camera list shows what there is");
    }

    private HalException busy() {
        return openFailure(HalErrorKind.BUSY, "another program uses it; fuser -v " + path + " shows which");
    }

    @Override
    public HalException ended(long decoded, long lastReadNanos, String log) {
        return readFailure(HalErrorKind.GONE, "it was unplugged or stopped" + VideoSource.quoted(log));
    }
}
