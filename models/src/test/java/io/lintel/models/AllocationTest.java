package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Accelerator;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.onnxruntime.OrtAcceleratorProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;

/** Nothing on the way from a frame to an embedding allocates Java memory, but ONNX Runtime's own few hundred bytes a run. */
class AllocationTest {
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 60;
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNothingPerFrame() {
        try (Arena arena = Arena.ofConfined();
                FaceModels models = Fetched.models();
                AlignedFace aligned = new AlignedFace()) {
            Picture frame = doorFrame(arena);
            FaceBoxes faces = new FaceBoxes();
            Landmarks points = new Landmarks();
            Quality quality = new Quality();
            QualityAssessor assessor = new QualityAssessor(QualityRule.door());
            float[] embedding = new float[models.embedder().dimension()];
            models.detector().detect(frame, faces);
            assertThat(faces.count()).isPositive();
            models.landmarker().locate(frame, faces, 0, points);
            models.aligner().align(frame, points, aligned);

            assertFree("detector pre-processing", () -> models.detector().prepare(frame));
            assertFree("alignment", () -> models.aligner().align(frame, points, aligned));
            assertFree("quality", () -> assessor.assess(frame, faces, 0, points, aligned, quality));
            assertFree("embedder pre-processing", () -> models.embedder().prepare(aligned));

            assertOnlyTheRuntimes("detect", Role.DETECTOR, 1, () -> models.detector().detect(frame, faces));
            assertOnlyTheRuntimes("landmarks", Role.LANDMARKER, 2, () -> models.landmarker().locate(frame, faces, 0, points));
            assertOnlyTheRuntimes("embed", Role.EMBEDDER, 1, () -> models.embedder().embed(aligned, embedding));
            assertOnlyTheRuntimes("liveness", Role.LIVENESS, 1, () -> models.liveness().score(frame, faces, 0));
            frame.close();
        }
    }

    private static void assertFree(String step, Runnable work) {
        double bytes = bytes(work, 400);
        System.out.printf("%-24s %6.1f bytes a call%n", step, bytes);
        assertThat(bytes).as(step).isLessThan(1);
    }

    private static void assertOnlyTheRuntimes(String step, Role role, int runs, Runnable work) {
        try (Accelerator accelerator = new OrtAcceleratorProvider().open();
                Session bare = accelerator.load(Bundle.open(Fetched.bundle()).model(role).orElseThrow().path(), SessionSettings.cpu())) {
            double runtime = bytes(bare::run, ROUNDS) * runs;
            double all = bytes(work, ROUNDS);
            System.out.printf("%-24s %6.1f bytes a call, of which %6.1f are ONNX Runtime's own%n", step, all, runtime);
            assertThat(all - runtime).as("%s, beyond the runtime's own %.0f", step, runtime).isLessThan(8);
        }
    }

    private static double bytes(Runnable work, int rounds) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / rounds;
    }

    /** 640 × 480 pixels with one face in them. */
    private static Picture doorFrame(Arena arena) {
        MemorySegment pixels = arena.allocate(640 * 480 * 3L, 64);
        Picture frame = Picture.of(pixels, 640, 480, PixelFormat.BGR24);
        try (Picture photo = Picture.decode(Fetched.photo("sample3.jpg"));
                Mat part = photo.mat().apply(new Rect(880, 60, 640, 480))) {
            part.copyTo(frame.mat());
        }
        return frame;
    }
}
