package io.lintel.daemon.vision;

import io.lintel.core.door.DoorInput;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.Agent;
import io.lintel.daemon.BackOff;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.FrameSlot;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.Metrics;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.StoreException;
import io.lintel.hal.Frame;
import io.lintel.hal.HalException;
import io.lintel.models.BundleException;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the newest frame and tells the door whom it saw. Owns the models and the recogniser; loads the models itself and, when
 * they cannot be had or fail, says so and tries again: a door without eyes still obeys its button. Between frames it lets go of
 * faces that left. One frame of a steady scene allocates nothing on Lintel's side.
 */
public final class VisionAgent implements Agent {
    private static final long SECOND = 1_000_000_000L;
    private static final int REQUESTS_PER_FRAME = 8;
    private static final Logger LOG = LoggerFactory.getLogger(VisionAgent.class);

    private final FrameSlot slot;
    private final Supplier<FaceReader> opener;
    private final GallerySource galleries;
    private final Mailbox<DoorMessage> door;
    private final Mailbox<FrameRequest> requests;
    private final VisionSettings settings;
    private final LongSupplier nanos;
    private final Metrics metrics;
    private final Component health;
    private final FlawWatch flaws;
    private final MotionGate motion;
    private final BackOff backOff;
    private final BackOff galleryBackOff;
    private Optional<Eyes> eyes = Optional.empty();
    private Optional<Gallery> searched = Optional.empty();
    private volatile VisionReport report = VisionReport.NONE;

    /**
     * An agent without models yet.
     *
     * @param faces hears whether the faces that come can be used
     * @param opener loads the models; throws {@link BundleException} or {@link HalException} when they cannot be had
     */
    public VisionAgent(
            FrameSlot slot,
            Supplier<FaceReader> opener,
            GallerySource galleries,
            Mailbox<DoorMessage> door,
            Mailbox<FrameRequest> requests,
            VisionSettings settings,
            LongSupplier nanos,
            Metrics metrics,
            Component health,
            Component faces,
            RandomGenerator random) {
        this.slot = slot;
        this.opener = opener;
        this.galleries = galleries;
        this.door = door;
        this.requests = requests;
        this.settings = settings;
        this.nanos = nanos;
        this.metrics = metrics;
        this.health = health;
        this.flaws = new FlawWatch(faces);
        this.motion = new MotionGate(settings.motion());
        this.backOff = new BackOff(2 * SECOND, 60 * SECOND, random);
        this.galleryBackOff = new BackOff(SECOND, 30 * SECOND, random);
    }

    @Override
    public String roleName() {
        return "vision";
    }

    /** What recognises at present. Any thread. */
    public VisionReport report() {
        return report;
    }

    @Override
    public void onStart(long nowNanos) {
        open(nowNanos);
    }

    @Override
    public int doWork(long nowNanos) {
        if (eyes.isEmpty()) {
            open(nowNanos);
        }
        if (eyes.isPresent()) {
            followGallery(eyes.get(), nowNanos);
        }
        Optional<Frame> frame = slot.take();
        if (frame.isEmpty()) {
            if (eyes.isPresent()) {
                eyes.get().sweep(nowNanos);
            }
            return 0;
        }
        try {
            serveRequests(frame.get());
            if (eyes.isPresent()) {
                look(eyes.get(), frame.get(), nowNanos);
            }
        } catch (HalException e) {
            lose(e, nowNanos);
        } finally {
            frame.get().close();
        }
        return 1;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        slot.await(timeoutNanos);
    }

    @Override
    public void onClose() {
        slot.close();
        close();
        for (Optional<FrameRequest> left = requests.poll(); left.isPresent(); left = requests.poll()) {
            left.get().copy().cancel(false);
        }
    }

    private void look(Eyes open, Frame frame, long nowNanos) {
        if (motion.look(frame, open.busy(), nowNanos)) {
            open.look(frame);
        } else {
            metrics.frameStill();
        }
        open.sweep(nowNanos);
    }

    private void serveRequests(Frame frame) {
        if (requests.size() == 0) {
            return;
        }
        for (int served = 0; served < REQUESTS_PER_FRAME; served++) {
            Optional<FrameRequest> request = requests.poll();
            if (request.isEmpty()) {
                return;
            }
            request.get().copy().complete(FrameCopy.of(frame));
        }
    }

    private void open(long nowNanos) {
        if (!backOff.ready(nowNanos)) {
            return;
        }
        try {
            FaceReader reader = opener.get();
            eyes = Optional.of(eyes(reader));
            searched = Optional.empty();
            backOff.succeeded();
            report = new VisionReport(reader.bundle(), reader.space(), reader.provider());
            LOG.info("model bundle {} loaded on {}", reader.bundle(), reader.provider());
            if (reader.fallback().isPresent()) {
                health.degraded(
                        reader.bundle() + " runs on " + reader.provider() + "; " + reader.fallback().get(),
                        "see [accelerator] providers and lintel doctor");
            } else {
                health.ok(reader.bundle() + " on " + reader.provider());
            }
        } catch (BundleException e) {
            backOff.failed(nowNanos);
            health.offline(e.what() + " (" + e.where() + ")", e.todo());
        } catch (HalException e) {
            backOff.failed(nowNanos);
            health.offline(String.valueOf(e.getMessage()), "check [accelerator]; it is tried again by itself");
        }
    }

    private Eyes eyes(FaceReader reader) {
        try {
            return new Eyes(reader, settings, this::tell, nanos, metrics);
        } catch (RuntimeException e) {
            reader.close(); // it is tried again: nothing of this attempt may stay
            throw e;
        }
    }

    private void followGallery(Eyes open, long nowNanos) {
        Optional<Gallery> now = galleries.gallery();
        if (now.isPresent() && now.equals(searched)) {
            return;
        }
        boolean fits = now.isPresent() && now.get().space().equals(report.space());
        if (fits) {
            open.search(now.get());
            searched = now;
            LOG.info("{}", now.get());
        } else if (galleryBackOff.ready(nowNanos)) {
            try {
                galleries.activate(open.reader().space(), open.reader().dimension());
                galleryBackOff.succeeded();
            } catch (StoreException e) {
                // The register's own health says what is wrong with it.
                galleryBackOff.failed(nowNanos);
            }
        }
    }

    private void lose(HalException e, long nowNanos) {
        LOG.error("the models failed: {}", e.getMessage());
        close();
        backOff.failed(nowNanos);
        health.offline(String.valueOf(e.getMessage()), "the models are loaded again by themselves");
    }

    /** Closes the models and, however that ends, never looks through them again: what is half closed may take the process with it. */
    private void close() {
        Optional<Eyes> open = eyes;
        eyes = Optional.empty();
        report = VisionReport.NONE;
        try {
            open.ifPresent(Eyes::close);
        } catch (RuntimeException e) {
            LOG.error("the models cannot be closed: {}", e.getMessage());
        }
    }

    private void tell(Sighting sighting) {
        flaws.observe(sighting);
        // A sighting may be dropped: a full mailbox means that the door agent hangs, which the supervisor tells of.
        if (!door.offer(new DoorMessage.Input(new DoorInput.Seen(sighting)))) {
            metrics.sightingLate();
        }
    }
}
