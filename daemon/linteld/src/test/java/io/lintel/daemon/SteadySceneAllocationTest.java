package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Faces;
import io.lintel.core.vision.LivenessPolicy;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.vision.FaceReader;
import io.lintel.daemon.vision.GallerySource;
import io.lintel.daemon.vision.ModelFaceReader;
import io.lintel.daemon.vision.MotionSettings;
import io.lintel.daemon.vision.VisionAgent;
import io.lintel.daemon.vision.VisionSettings;
import io.lintel.hal.Accelerator;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.Frame;
import io.lintel.hal.FramePool;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import io.lintel.models.QualityFlaw;
import io.lintel.models.Role;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What one frame costs in garbage, with real models and a face in every frame, on its real way through slot and agent; beside it,
 * what the bare model runs of such a frame cost, which are ONNX Runtime's own.
 */
class SteadySceneAllocationTest {
    private static final int WARM_FRAMES = 300;
    private static final int FRAMES = 150;
    /** Slow frames: a face is studied at most every quarter second, and studying is what is to be measured. */
    private static final long FRAME_NANOS = Duration.ofMillis(260).toNanos();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TestClock clock = new TestClock();

    @Test
    void aFrameOfASteadySceneAllocatesNothingOnLintelsSide() {
        try (Accelerator accelerator = onnxruntime()) {
            Bundle bundle = Bundle.open(TestPhotos.bundle());
            Counting reader = new Counting(
                    new ModelFaceReader(FaceModels.load(bundle, accelerator, _ -> SessionSettings.cpu()), 60, 8, true));
            double whole = measured(reader);
            double bare = 0;
            for (Role role : reader.runs.keySet()) {
                bare += reader.ran(role) * bareRun(accelerator, bundle, role) / FRAMES;
            }
            System.out.printf(
                    "steady scene: %.1f bytes a frame, of which %.1f are ONNX Runtime's own; runs in %d frames: %s%n",
                    whole,
                    bare,
                    FRAMES,
                    reader.words());
            assertThat(reader.ran(Role.EMBEDDER)).as("faces studied while measuring").isGreaterThan(30);
            assertThat(whole - bare).as("bytes a frame of Lintel's own").isLessThan(8);
        }
    }

    private double measured(Counting reader) {
        FrameSlot slot = new FrameSlot();
        // A scene that never changes is looked at all the same: the motion gate is not what is measured.
        VisionAgent agent = new VisionAgent(
                slot,
                () -> reader,
                new Somebody(),
                new Mailbox<>(256),
                new Mailbox<>(4),
                new VisionSettings(1e-6, LivenessPolicy.MONITOR, 60, 8, Duration.ZERO, MotionSettings.OFF),
                clock,
                new Metrics(new PrometheusRegistry()),
                new Health(clock).component("recognition"),
                new Health(clock).component("faces"),
                new Random(1));
        agent.onStart(clock.getAsLong());
        try (FramePool pool = new FramePool(4, TestPhotos.WIDTH, TestPhotos.HEIGHT, PixelFormat.BGR24)) {
            MemorySegment scene = MemorySegment.ofArray(TestPhotos.stranger());
            turn(agent, slot, pool, scene, WARM_FRAMES);
            reader.reset();
            return turn(agent, slot, pool, scene, FRAMES) / (double) FRAMES;
        } finally {
            agent.onClose();
        }
    }

    private long turn(VisionAgent agent, FrameSlot slot, FramePool pool, MemorySegment scene, int frames) {
        long bytes = 0;
        for (int i = 0; i < frames; i++) {
            clock.advance(Duration.ofNanos(FRAME_NANOS));
            Frame frame = pool.acquire().orElseThrow();
            frame.pixels().copyFrom(scene);
            frame.stamp(i, clock.getAsLong());
            pool.publish(frame);
            slot.offer(pool.take(0));
            long before = threads.getCurrentThreadAllocatedBytes();
            agent.doWork(clock.getAsLong());
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }

    private double bareRun(Accelerator accelerator, Bundle bundle, Role role) {
        try (Session session = accelerator.load(bundle.model(role).orElseThrow().path(), SessionSettings.cpu())) {
            for (int i = 0; i < 50; i++) {
                session.run();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                session.run();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / 50.0;
        }
    }

    private static Accelerator onnxruntime() {
        return ServiceLoader.load(AcceleratorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals("onnxruntime"))
                .findFirst()
                .orElseThrow()
                .open();
    }

    /** One enrolled person, who is not the one in the scene. */
    private static final class Somebody implements GallerySource {
        private Optional<Gallery> gallery = Optional.empty();

        @Override
        public void activate(String space, int dimension) {
            float[] template = new float[dimension];
            template[0] = 1;
            gallery = Optional.of(Gallery.builder(space, dimension)
                    .revision(1)
                    .add(new PersonId("somebody"), space, template)
                    .build());
        }

        @Override
        public Optional<Gallery> gallery() {
            return gallery;
        }
    }

    /** The real reader, with its runs counted. */
    private static final class Counting implements FaceReader {
        private final Map<Role, AtomicLong> runs = new EnumMap<>(Role.class);
        private final FaceReader real;

        Counting(FaceReader real) {
            this.real = real;
            for (Role role : List.of(Role.DETECTOR, Role.LANDMARKER, Role.EMBEDDER, Role.LIVENESS)) {
                runs.put(role, new AtomicLong());
            }
        }

        void reset() {
            runs.values().forEach(each -> each.set(0));
        }

        long ran(Role role) {
            return count(role).get();
        }

        String words() {
            return runs.toString();
        }

        private void ran(Role role, long times) {
            count(role).addAndGet(times);
        }

        private AtomicLong count(Role role) {
            return Objects.requireNonNull(runs.get(role));
        }

        @Override
        public Faces detect(Frame frame) {
            ran(Role.DETECTOR, 1);
            return real.detect(frame);
        }

        @Override
        public void expectLiveness(int face) {
            real.expectLiveness(face);
        }

        @Override
        public void locate(int face) {
            // The landmarker takes two passes.
            ran(Role.LANDMARKER, 2);
            real.locate(face);
        }

        @Override
        public void align(int face) {
            real.align(face);
        }

        @Override
        public QualityFlaw assess(int face) {
            return real.assess(face);
        }

        @Override
        public double quality() {
            return real.quality();
        }

        @Override
        public QualityFlaw embed(float[] into) {
            ran(Role.EMBEDDER, 1);
            return real.embed(into);
        }

        @Override
        public double liveness(int face) {
            ran(Role.LIVENESS, 1);
            return real.liveness(face);
        }

        @Override
        public void settle() {
            real.settle();
        }

        @Override
        public String bundle() {
            return real.bundle();
        }

        @Override
        public String space() {
            return real.space();
        }

        @Override
        public int dimension() {
            return real.dimension();
        }

        @Override
        public String provider() {
            return real.provider();
        }

        @Override
        public Optional<String> fallback() {
            return real.fallback();
        }

        @Override
        public Calibration calibration() {
            return real.calibration();
        }

        @Override
        public double livenessThreshold() {
            return real.livenessThreshold();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
