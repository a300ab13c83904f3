package io.lintel.daemon;

import io.lintel.daemon.health.Component;
import io.lintel.hal.Camera;
import io.lintel.hal.CameraMode;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes frames from the camera and leaves the newest for the vision agent; opens the camera, notices when it dies, hangs, freezes
 * or goes dark, and opens it again with back-off, for ever. A hiccup shorter than a second is counted, not reported.
 *
 * <p>The only agent that may wait for a device: opening takes up to the camera's own time-out.
 */
public final class CaptureAgent implements Agent {
    private static final long SECOND = 1_000_000_000L;
    private static final long BACK_OFF_FIRST_NANOS = SECOND / 4;
    private static final long BACK_OFF_LIMIT_NANOS = 10 * SECOND;
    /** A camera without a frame for so long is stuck. */
    private static final long STUCK_NANOS = 5 * SECOND;
    private static final long GRACE_NANOS = SECOND;
    private static final long VIEW_PATIENCE_NANOS = 10 * SECOND;
    private static final String FROZEN = "the picture of %s has not changed for " + VIEW_PATIENCE_NANOS / SECOND + " s";
    private static final String DARK = "the picture of %s has been black for " + VIEW_PATIENCE_NANOS / SECOND + " s";

    private final CameraOpener opener;
    private final FrameSlot slot;
    private final Component health;
    private final Metrics metrics;
    private final String source;
    private final BackOff backOff;
    private final PictureWatch watch = new PictureWatch(VIEW_PATIENCE_NANOS);
    private Optional<Camera> camera = Optional.empty();
    private Optional<Frame> waiting = Optional.empty();
    private String opened = "";
    private volatile String mode = "";
    private long lastFrameNanos;
    private long lastSequence = -1;
    private long lostNanos;
    private boolean lost;

    /** An agent with its camera still closed. */
    public CaptureAgent(
            CameraOpener opener, String source, FrameSlot slot, Component health, Metrics metrics, RandomGenerator random) {
        this.opener = opener;
        this.source = source;
        this.slot = slot;
        this.health = health;
        this.metrics = metrics;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    @Override
    public String roleName() {
        return "capture";
    }

    /** What the camera delivers, in words; empty while it is closed. Any thread. */
    public String mode() {
        return mode;
    }

    @Override
    public int doWork(long nowNanos) {
        if (camera.isEmpty()) {
            return open(nowNanos) ? 1 : 0;
        }
        try {
            Optional<Frame> frame = waiting.isPresent() ? waiting : camera.get().take(0);
            waiting = Optional.empty();
            if (frame.isPresent()) {
                deliver(frame, nowNanos);
                return 1;
            }
            if (nowNanos - lastFrameNanos > STUCK_NANOS) {
                String why = "no frame for " + STUCK_NANOS / SECOND + " s";
                health.offline(source + ": " + why, advice(HalErrorKind.TIMEOUT));
                lose(why, nowNanos);
            }
        } catch (HalException e) {
            lose(String.valueOf(e.getMessage()), nowNanos);
        }
        return 0;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (camera.isEmpty()) {
            Thread.sleep(Duration.ofNanos(Math.min(timeoutNanos, 20_000_000L)));
            return;
        }
        try {
            waiting = camera.get().take(timeoutNanos);
        } catch (HalException _) {
            // A camera that failed stays failed: the next cycle's take says so again and deals with it.
        }
    }

    @Override
    public void onClose() {
        waiting.ifPresent(Frame::close);
        waiting = Optional.empty();
        close();
        slot.close();
    }

    private void deliver(Optional<Frame> frame, long nowNanos) {
        lastFrameNanos = nowNanos;
        lost = false;
        backOff.succeeded();
        long sequence = frame.get().sequence();
        // Numbers left out were overtaken inside the camera; a camera opened anew counts anew.
        metrics.frameCaptured(lastSequence >= 0 ? Math.max(0, sequence - lastSequence - 1) : 0);
        lastSequence = sequence;
        switch (watch.observe(frame.get(), nowNanos)) {
            case FINE -> health.ok(opened);
            case FROZEN -> health.degraded(FROZEN.formatted(source), "restart the camera; check its cable");
            case DARK -> health.degraded(DARK.formatted(source), "uncover the lens; switch on the light");
        }
        slot.offer(frame);
    }

    private boolean open(long nowNanos) {
        if (!backOff.ready(nowNanos)) {
            return false;
        }
        try {
            Camera fresh = opener.open();
            CameraMode delivered = fresh.mode();
            camera = Optional.of(fresh);
            mode = delivered.width() + "x" + delivered.height() + " " + delivered.description();
            opened = source + ", " + delivered.width() + "×" + delivered.height();
            lastFrameNanos = nowNanos;
            lastSequence = -1;
            watch.reset();
            return true;
        } catch (HalException e) {
            backOff.failed(nowNanos);
            health.offline(String.valueOf(e.getMessage()), advice(e.kind()));
            return false;
        }
    }

    private void lose(String why, long nowNanos) {
        close();
        metrics.cameraLost();
        // A stream that ends and begins again (a file at its end, a network's hiccup) is no news if it is quick about it: the
        // first attempt to open it again is made at once, and only what comes after is told.
        if (!lost) {
            lost = true;
            lostNanos = nowNanos;
        } else {
            backOff.failed(nowNanos);
            if (nowNanos - lostNanos > GRACE_NANOS) {
                health.offline(why, advice(HalErrorKind.GONE));
            }
        }
    }

    private void close() {
        camera.ifPresent(Camera::close);
        camera = Optional.empty();
        mode = "";
    }

    private static String advice(HalErrorKind kind) {
        return switch (kind) {
            case GONE -> "check the camera's cable and [camera] source; it is tried again by itself";
            case BUSY -> "stop the other program that uses the camera";
            case DENIED -> "add the service's user to the group \"video\"";
            case TIMEOUT -> "check the camera's power and network; it is tried again by itself";
            case UNSUPPORTED -> "choose another [camera] size, rate or pixel-format; see lintel camera list";
            case CORRUPT -> "the source is no picture or video; check [camera] source";
            case EXHAUSTED, OTHER -> "it is tried again by itself";
        };
    }
}
