package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.StartException;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Camera;
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
        if (running) {
            return List.of(Finding.skip("camera", "held by the daemon; see 'lintel door status'"));
        }
        try (Camera camera = backEnds.camera(door.camera().scheme()).open(door.camera())) {
            return observe(camera);
        } catch (HalException | StartException e) {
            return List.of(Finding.fail("camera", String.valueOf(e.getMessage()), "see 'lintel camera list'"));
        }
    }

    private List<Finding> observe(Camera camera) {
        List<Finding> findings = new ArrayList<>();
        long first = 0;
        long last = 0;
        double light = 0;
        int seen = 0;
        while (seen < FRAMES) {
            Optional<Frame> taken = camera.take(PATIENCE.toNanos());
            if (taken.isEmpty()) {
                break;
            }
            try (Frame frame = taken.get()) {
                first = seen == 0 ? frame.captureNanos() : first;
                last = frame.captureNanos();
                light = brightness(frame);
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
        return findings;
    }

    private static double brightness(Frame frame) {
        long sum = 0;
        long count = 0;
        for (long at = 0; at < frame.pixels().byteSize(); at += 97) {
            sum += frame.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            count++;
        }
        return (double) sum / count;
    }
}
