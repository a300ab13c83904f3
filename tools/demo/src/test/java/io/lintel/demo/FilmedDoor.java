package io.lintel.demo;

import io.lintel.core.door.DoorAction;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorSettings;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.LivenessPolicy;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.FrameSlot;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.Metrics;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.vision.FaceReader;
import io.lintel.daemon.vision.GallerySource;
import io.lintel.daemon.vision.MotionSettings;
import io.lintel.daemon.vision.VisionAgent;
import io.lintel.daemon.vision.VisionSettings;
import io.lintel.hal.Frame;
import io.lintel.hal.FramePool;
import io.lintel.hal.PixelFormat;
import io.lintel.models.FaceTemplate;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The eyes and the lock of a door that is shown a film: real models, recogniser and door machine on the film's own clock, so that the same
 * film has the same end on any machine. Set up as a door comes, but for shorter times. One thread.
 */
final class FilmedDoor implements AutoCloseable {
    static final Duration LOCKOUT = Duration.ofSeconds(20);
    static final int ATTACKS = 3;
    static final int MIN_FACE = 48;
    static final int MAX_FACES = 4;

    private static final Duration DWELL = Duration.ofMillis(50);
    private static final long FRAME_NANOS = 1_000_000_000L / WalkUpVideo.FRAMES_PER_SECOND;
    private static final Instant BEGIN = Instant.parse("2026-11-24T08:00:00Z");
    private static final DoorSettings SETTINGS = new DoorSettings(
            Duration.ofSeconds(1),
            true,
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Direction.UNKNOWN,
            ATTACKS,
            LOCKOUT);

    private final FrameSlot slot = new FrameSlot();
    private final Mailbox<DoorMessage> mailbox = new Mailbox<>(64);
    private final FramePool pool = new FramePool(3, WalkUpVideo.WIDTH, WalkUpVideo.HEIGHT, PixelFormat.BGR24);
    private final DoorController controller = new DoorController(SETTINGS);
    private final Metrics metrics = new Metrics(new PrometheusRegistry());
    private final List<DoorEvent> events = new ArrayList<>();
    private final VisionAgent vision;
    private long nanos = 1_000_000_000L;
    private long frames;
    private int releases;

    /**
     * A locked door that knows these people.
     *
     * @param reader lent: it is not closed
     */
    FilmedDoor(FaceReader reader, Map<String, FaceTemplate> people) {
        GalleryBuilder builder = Gallery.builder(reader.space(), reader.dimension()).revision(1);
        people.forEach((person, template) -> builder.add(new PersonId(person), reader.space(), template.embedding()));
        Health health = new Health(InstantSource.fixed(BEGIN));
        vision = new VisionAgent(
                slot,
                () -> reader,
                new Fixed(builder.build()),
                mailbox,
                new Mailbox<>(1),
                new VisionSettings(1e-3, LivenessPolicy.ENFORCE, MIN_FACE, MAX_FACES, DWELL, MotionSettings.DEFAULT),
                () -> nanos,
                metrics,
                health.component("recognition"),
                health.component("faces"),
                new Random(1));
        vision.onStart(nanos);
        controller.on(DoorInput.Recalled.NOTHING, new Moment(nanos, BEGIN));
    }

    private record Fixed(Gallery all) implements GallerySource {
        @Override
        public void activate(String space, int dimension) {
            // It is already.
        }

        @Override
        public Optional<Gallery> gallery() {
            return Optional.of(all);
        }
    }

    /** The next picture of the film, a fifteenth of a second later. */
    void show(Mat picture) {
        nanos += FRAME_NANOS;
        Frame frame = pool.acquire().orElseThrow();
        long bytes = picture.total() * picture.elemSize();
        frame.pixels().copyFrom(MemorySegment.ofAddress(picture.data().address()).reinterpret(bytes));
        frame.stamp(frames++, nanos);
        pool.publish(frame);
        slot.offer(pool.take(0));
        vision.doWork(nanos);
        obey();
    }

    /** A pause in the film. */
    void pass(Duration time) {
        nanos += time.toNanos();
        vision.doWork(nanos);
        obey();
    }

    private void obey() {
        for (Optional<DoorMessage> next = mailbox.poll(); next.isPresent(); next = mailbox.poll()) {
            if (next.get() instanceof DoorMessage.Input(DoorInput input)) {
                apply(input);
            }
        }
        if (controller.deadlineNanos().isPresent() && nanos - controller.deadlineNanos().getAsLong() >= 0) {
            apply(new DoorInput.Tick());
        }
    }

    private void apply(DoorInput input) {
        for (DoorAction action : controller.on(input, new Moment(nanos, BEGIN.plusNanos(nanos)))) {
            switch (action) {
                case DoorAction.Release(boolean released) -> releases += released ? 1 : 0;
                case DoorAction.Report(DoorEvent event) -> events.add(event);
                case DoorAction.Signal _ -> {
                    // Nobody looks at the lamps.
                }
            }
        }
    }

    /** What the door reported, in order: {@code person granted}, {@code person reason}, or a bare reason or type. What a lock-out has to do with it follows. */
    List<String> story() {
        return events.stream().map(FilmedDoor::words).toList();
    }

    private static String words(DoorEvent event) {
        String what = event.type() == EventType.ACCESS_GRANTED
                ? "granted"
                : event.reason().map(reason -> reason.wire()).orElse(event.type().type());
        String lockout = Optional.ofNullable(event.detail().get("lockout")).map(each -> ", lockout " + each).orElse("");
        return event.person().map(person -> person.value() + " ").orElse("") + what + lockout;
    }

    /** How often it was unlocked. */
    int releases() {
        return releases;
    }

    /** How many faces only passed by. */
    long passersBy() {
        return metrics.passersBy();
    }

    @Override
    public void close() {
        slot.close();
        pool.close();
    }
}
