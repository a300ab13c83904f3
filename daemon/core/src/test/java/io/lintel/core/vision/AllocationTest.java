package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lintel.core.event.StageTimes;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hot path allocates nothing per frame once it is compiled, looks and refused liveness included. */
final class AllocationTest {
    private static final int FRAMES = 2_000;
    /** The vector search allocates until it is compiled, which a busy machine puts off; the first round without garbage ends the test. */
    private static final int ROUNDS = 600;

    /** Mostly new pictures; now and then the last one, or an older one. */
    private static long digest(int frame) {
        return frame % 5 == 0 ? frame - frame % 3 : frame;
    }

    @Test
    void aFrameAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(4);
        Recogniser recogniser = new Recogniser(
                Scene.settings(LivenessPolicy.ENFORCE), Calibrations.SPHERE_64, "b@1", Scene.SPACE, Scene.DIMENSION);
        float[] stranger = Vectors.random(random, Scene.DIMENSION);
        float[] again = Vectors.at(random, stranger, 0.95);
        recogniser.gallery(Gallery.builder(Scene.SPACE, Scene.DIMENSION)
                .add(new PersonId("ana"), Scene.SPACE, Vectors.at(random, stranger, 0))
                .add(new PersonId("ben"), Scene.SPACE, Vectors.at(random, stranger, 0))
                .build());
        FaceList faces = new FaceList();
        StageTimes times = new StageTimes();
        long now = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int frame = 0; frame < FRAMES; frame++) {
                now += 33_000_000;
                faces.clear();
                faces.add(100 + frame % 5, 100, 80, 80);
                faces.add(300 + frame % 3, 100, 90, 80);
                recogniser.frame(now, digest(frame), faces);
                for (int face = 0; face < 2; face++) {
                    if (recogniser.wants(face) && frame % 7 == 0) {
                        recogniser.looked(face, frame % 2 == 0 ? stranger : again, 0.7);
                    } else if (recogniser.wants(face)) {
                        recogniser.flawed(face, "pose");
                    }
                    if (recogniser.needsLiveness(face)) {
                        recogniser.liveness(face, 0);
                    }
                    recogniser.decide(face, times);
                }
                recogniser.sweep(now, _ -> {});
            }
            // A sighting may fall into the first rounds; the faces then stay on and are only looked at again.
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes in %d frames", FRAMES).isZero();
    }
}
