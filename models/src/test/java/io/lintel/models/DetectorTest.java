package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lintel.hal.ElementType;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.Session;
import io.lintel.hal.SessionSettings;
import io.lintel.hal.TensorSpec;
import io.lintel.hal.sim.SimAccelerator;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the detector makes of a model's scores and boxes. */
class DetectorTest {
    private static final int ANCHORS = 600;
    private static final PixelRule PIXELS = new PixelRule(ChannelOrder.RGB, List.of(127.0), List.of(128.0));

    private final float[] scores = new float[ANCHORS];
    private final float[][] boxes = new float[ANCHORS][4];

    @Test
    void keepsTheBestOfOverlappingBoxesInPicturePixels() {
        put(10, 0.90f, 0.10f, 0.20f, 0.30f, 0.50f);
        put(20, 0.95f, 0.11f, 0.21f, 0.31f, 0.51f);
        put(30, 0.70f, 0.60f, 0.20f, 0.80f, 0.50f);
        put(40, 0.64f, 0.60f, 0.60f, 0.80f, 0.90f);
        FaceBoxes faces = detect(new FaceBoxes());
        assertThat(faces.count()).isEqualTo(2);
        assertThat(faces.score(0)).isEqualTo(0.95f);
        assertThat(faces.x(0)).isCloseTo(0.11f * 640, within(0.01f));
        assertThat(faces.y(0)).isCloseTo(0.21f * 480, within(0.01f));
        assertThat(faces.width(0)).isCloseTo(0.2f * 640, within(0.01f));
        assertThat(faces.height(0)).isCloseTo(0.3f * 480, within(0.01f));
        assertThat(faces.score(1)).isEqualTo(0.70f);
    }

    @Test
    void keepsNeighboursThatOverlapLittle() {
        put(1, 0.9f, 0.1f, 0.1f, 0.3f, 0.3f);
        put(2, 0.8f, 0.2f, 0.1f, 0.4f, 0.3f); // a third of the union
        assertThat(detect(new FaceBoxes()).count()).isEqualTo(2);
        put(2, 0.8f, 0.15f, 0.1f, 0.35f, 0.3f); // three fifths
        assertThat(detect(new FaceBoxes()).count()).isEqualTo(1);
    }

    @Test
    void ignoresBoxesTurnedInsideOutAndForgetsTheLastPicture() {
        put(5, 0.9f, 0.5f, 0.5f, 0.4f, 0.6f);
        FaceBoxes faces = new FaceBoxes();
        faces.add(1, 2, 3, 4, 1);
        assertThat(detect(faces).count()).isZero();
    }

    @Test
    void staysWithinItsBounds() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            for (int a = 0; a < ANCHORS; a++) {
                float x = random.nextFloat();
                float y = random.nextFloat();
                put(a, 0.66f + random.nextFloat() / 3, x, y, x + 0.01f, y + 0.01f);
            }
            FaceBoxes faces = detect(new FaceBoxes(7));
            assertThat(faces.count()).as("seed %d", seed).isEqualTo(7);
            for (int i = 1; i < 7; i++) {
                assertThat(faces.score(i)).as("seed %d", seed).isLessThanOrEqualTo(faces.score(i - 1));
            }
        }
    }

    private void put(int anchor, float score, float left, float top, float right, float bottom) {
        scores[anchor] = score;
        boxes[anchor] = new float[] {left, top, right, bottom};
    }

    private FaceBoxes detect(FaceBoxes into) {
        SimAccelerator sim = new SimAccelerator();
        sim.script(
                "detector.onnx",
                List.of(new TensorSpec("input", ElementType.FLOAT32, List.of(1L, 3L, 240L, 320L))),
                List.of(
                        new TensorSpec("scores", ElementType.FLOAT32, List.of(1L, (long) ANCHORS, 2L)),
                        new TensorSpec("boxes", ElementType.FLOAT32, List.of(1L, (long) ANCHORS, 4L))),
                this::answer);
        Session session = sim.load(Path.of("detector.onnx"), SessionSettings.cpu());
        try (Arena arena = Arena.ofConfined();
                Detector detector = new Detector(session, PIXELS, new DetectionRule(0.65, 0.4));
                Picture picture = Picture.of(arena.allocate(640 * 480 * 3L, 64), 640, 480, PixelFormat.BGR24)) {
            detector.detect(picture, into);
            return into;
        }
    }

    private void answer(Session session) {
        for (int a = 0; a < ANCHORS; a++) {
            session.output(0).setAtIndex(ValueLayout.JAVA_FLOAT, 2L * a, 1 - scores[a]);
            session.output(0).setAtIndex(ValueLayout.JAVA_FLOAT, 2L * a + 1, scores[a]);
            for (int k = 0; k < 4; k++) {
                session.output(1).setAtIndex(ValueLayout.JAVA_FLOAT, 4L * a + k, boxes[a][k]);
            }
        }
    }
}
