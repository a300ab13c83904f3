package io.lintel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import io.lintel.hal.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each flaw, made out of one good face. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QualityAssessorTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pixels = arena.allocate(WIDTH * HEIGHT * 3L, 64);
    private final Quality quality = new Quality();
    private FaceModels models;
    private Picture original;

    @BeforeAll
    void load() {
        models = Fetched.models();
        original = Picture.decode(Fetched.photo("sample3.jpg"));
    }

    @AfterAll
    void close() {
        original.close();
        models.close();
        arena.close();
    }

    @Test
    void findsNothingWrongWithAGoodFace() {
        assess(0.5, 1, 0, 0, 220, 90);
        assertThat(quality.flaw()).isEqualTo(QualityFlaw.NONE);
        assertThat(quality.overall()).isBetween(0.2, 1.0);
        assertThat(quality.size()).isBetween(80.0, 140.0);
    }

    @Test
    void tellsEachFlaw() {
        assertThat(flaw(0.15, 1, 0, 0, 220, 90)).as("far away").isEqualTo(QualityFlaw.TOO_SMALL);
        assertThat(flaw(0.5, 0.15, 0, 0, 220, 90)).as("dim").isEqualTo(QualityFlaw.TOO_DARK);
        assertThat(flaw(0.5, 0.3, 190, 0, 220, 90)).as("glaring").isEqualTo(QualityFlaw.TOO_BRIGHT);
        assertThat(flaw(0.5, 1, 0, 5, 220, 90)).as("out of focus").isEqualTo(QualityFlaw.BLURRED);
        assertThat(flaw(0.5, 1, 0, 0, -35, 90)).as("at the left edge").isEqualTo(QualityFlaw.CUT_OFF);
    }

    @Test
    void ranksBySharpnessAndSize() {
        double sharp = 2;
        for (double sigma : new double[] {0, 1, 2, 4}) {
            assess(0.5, 1, 0, sigma, 220, 90);
            assertThat(quality.sharpness()).as("sigma %.0f", sigma).isLessThan(sharp);
            sharp = quality.sharpness();
        }
    }

    private QualityFlaw flaw(double scale, double gain, double lift, double blur, int x, int y) {
        assess(scale, gain, lift, blur, x, y);
        assertThat(quality.overall()).isZero();
        return quality.flaw();
    }

    /** Puts the woman in the middle of the photograph into a grey door frame, her face's corner at (x, y), and assesses her. */
    private void assess(double scale, double gain, double lift, double blur, int x, int y) {
        pixels.fill((byte) 110);
        try (BytePointer pointer = Native.pointer(pixels);
                Mat frame = new Mat(HEIGHT, WIDTH, CV_8UC3, pointer);
                Warp warp = new Warp(WIDTH, HEIGHT, 1);
                AlignedFace aligned = new AlignedFace();
                Picture picture = Picture.of(pixels, WIDTH, HEIGHT, PixelFormat.BGR24);
                Size automatic = new Size(0, 0)) {
            // The face's corner lies at (1078, 193) of the photograph.
            Mat cut = warp.rectangle(original, 1078 - x / scale, 193 - y / scale, WIDTH / scale, HEIGHT / scale);
            cut.convertTo(frame, CV_8UC3, gain, lift);
            if (blur > 0) {
                GaussianBlur(frame, frame, automatic, blur);
            }
            FaceBoxes faces = new FaceBoxes();
            faces.add(x, y, (float) (222 * scale), (float) (310 * scale), 1);
            Landmarks points = new Landmarks();
            models.landmarker().locate(picture, faces, 0, points);
            models.aligner().align(picture, points, aligned);
            new QualityAssessor(QualityRule.door()).assess(picture, faces, 0, points, aligned, quality);
        }
    }
}
