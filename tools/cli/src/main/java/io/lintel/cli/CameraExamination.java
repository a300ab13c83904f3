package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.StartException;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Camera;
import io.lintel.hal.CameraMode;
import io.lintel.hal.Frame;
import io.lintel.hal.HalException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The camera: opens, gives frames at a decent rate, sees light. */
final class CameraExamination implements DoctorCommand.Examination {
    private static final int FRAMES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double DARK = 25;
    private static final double BRIGHT = 235;
    private static final double SLOW_FPS = 8;
    /** A wall out of focus; the noise of a sensor alone is above it. */
    private static final double FLAT = 0.4;

    private static final int WIDTH_MIN = 480;
    private static final int WIDTH_MAX = 1920;

    private final Config door;
    private final BackEnds backEnds;
    private final boolean running;

    CameraExamination(Config door, BackEnds backEnds, boolean running) {
        this.door = door;
        this.backEnds = backEnds;
        this.running = running;
    }

    @Override
    public List<Finding> look() {
        Finding name = name(door.camera().source());
        if (running) {
            return List.of(name, Finding.skip("camera", "held by the daemon; see 'lintel door status'"));
        }
        try (Camera camera = backEnds.camera(door.camera().scheme()).open(door.camera())) {
            List<Finding> findings = new ArrayList<>(List.of(name));
            findings.addAll(observe(camera));
            return findings;
        } catch (HalException | StartException e) {
            return List.of(name, Finding.fail("camera", String.valueOf(e.getMessage()), "see 'lintel camera list'"));
        }
    }

    /** The kernel numbers cameras as it finds them: after a restart another may have the number. */
    private static Finding name(String source) {
        return source.matches("v4l2:/dev/video\\d+")
                ? Finding.warn("camera name", source + " may be another camera after a restart", "use its name under /dev/v4l/by-id or by-path: see 'lintel camera list'")
                : Finding.ok("camera name", "means the same camera after a restart");
    }

    private List<Finding> observe(Camera camera) {
        List<Finding> findings = new ArrayList<>();
        long first = 0;
        long last = 0;
        double light = 0;
        double detail = 0;
        long before = 0;
        boolean alive = false;
        int seen = 0;
        while (seen < FRAMES) {
            Optional<Frame> taken = camera.take(PATIENCE.toNanos());
            if (taken.isEmpty()) {
                break;
            }
            try (Frame frame = taken.get()) {
                first = seen == 0 ? frame.captureNanos() : first;
                last = frame.captureNanos();
                Picture picture = Picture.of(frame);
                light = picture.brightness();
                detail = picture.detail();
                alive |= seen > 0 && picture.fingerprint() != before;
                before = picture.fingerprint();
                seen++;
            }
        }
        if (seen < FRAMES) {
            return List.of(Finding.fail("camera", "only " + seen + " frames within " + PATIENCE.toSeconds() + " s each", "check the cable"));
        }
        double fps = (FRAMES - 1) * 1e9 / Math.max(1, last - first);
        String rate = String.format(Locale.ROOT, "%s, %.1f frames a second", camera.mode().description(), fps);
        findings.add(
                fps < SLOW_FPS
                        ? Finding.warn("camera rate", rate, "people wait: choose a smaller picture or mjpeg under [camera]")
                        : Finding.ok("camera rate", rate));
        String level = String.format(Locale.ROOT, "mean brightness %.0f of 255", light);
        findings.add(
                light < DARK || light > BRIGHT
                        ? Finding.warn("camera light", level, light < DARK ? "light the door, or uncover the lens" : "turn the camera away from the light")
                        : Finding.ok("camera light", level));
        findings.add(size(camera.mode()));
        findings.add(
                detail < FLAT
                        ? Finding.warn("camera focus", "the picture has hardly any edges", "clean the lens and turn its ring until 'lintel camera snapshot' is sharp")
                        : Finding.ok("camera focus", "the picture has edges"));
        findings.add(
                alive
                        ? Finding.ok("camera life", "the pictures differ")
                        : Finding.fail("camera life", "all pictures are the same", "unplug the camera and plug it in; a recording or a frozen stream opens no door"));
        return findings;
    }

    private static Finding size(CameraMode mode) {
        String what = mode.width() + " × " + mode.height();
        if (mode.width() < WIDTH_MIN) {
            return Finding.warn("camera size", what, "faces must stand very near: choose 640 × 480 or more under [camera]");
        }
        return mode.width() > WIDTH_MAX
                ? Finding.warn("camera size", what, "costs time and shows nothing more: 1280 × 720 is enough for a door")
                : Finding.ok("camera size", what);
    }

    /**
     * What three numbers tell of a picture.
     *
     * @param brightness mean, 0..255
     * @param detail mean difference between neighbours in a row, 0..255
     * @param fingerprint the same for the same bytes
     */
    private record Picture(double brightness, double detail, long fingerprint) {
        private static final int STEP = 97;

        static Picture of(Frame frame) {
            long size = frame.pixels().byteSize();
            int pixel = frame.format().bytesPerPixel();
            long sum = 0;
            long edges = 0;
            long count = 0;
            long print = 1;
            for (long at = 0; at + pixel < size; at += STEP) {
                int here = frame.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xFF;
                int beside = frame.pixels().get(ValueLayout.JAVA_BYTE, at + pixel) & 0xFF;
                sum += here;
                edges += Math.abs(here - beside);
                print = 31 * print + here;
                count++;
            }
            return new Picture((double) sum / count, (double) edges / count, print);
        }
    }
}
