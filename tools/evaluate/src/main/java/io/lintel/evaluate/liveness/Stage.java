package io.lintel.evaluate.liveness;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.lintel.evaluate.face.Canvas;
import io.lintel.evaluate.face.FaceBox;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Where a photograph walks up to a simulated camera: frames of 640 × 480 in which the face grows and sways, with the sensor's noise. Attacks differ
 * from the bona fide only in what stands there; light, noise and movement are the same, drawn by the same seed. One thread.
 */
final class Stage implements AutoCloseable {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final double FACE_MIN = 90;
    private static final double FACE_MAX = 190;
    private static final double GROWTH = 0.05;
    private static final double SWAY = 6;
    private static final double NOISE = 2.5;

    private final Canvas scene = new Canvas(WIDTH, HEIGHT);
    private final Canvas behind = new Canvas(WIDTH, HEIGHT);
    private final byte[] face = new byte[WIDTH * HEIGHT * 3];
    private final byte[] background = new byte[WIDTH * HEIGHT * 3];
    private final Mat map = new Mat(2, 3, CV_64FC1);
    private final Scalar unused = new Scalar();
    private final Size size = new Size(WIDTH, HEIGHT);
    private final Size blur = new Size(31, 31);

    /** Draws frame {@code k} of an approach. */
    void draw(Picture photograph, FaceBox box, Landmarks points, Species species, int k, long seed, Canvas into) {
        SplittableRandom walk = new SplittableRandom(seed * 31 + k);
        double height = faceHeight(box, k);
        double scale = height / box.height();
        double x = WIDTH / 2.0 + walk.nextDouble(-SWAY, SWAY);
        double y = HEIGHT / 2.0 + walk.nextDouble(-SWAY, SWAY);
        double left = x - scale * (box.x() + box.width() / 2);
        double top = y - scale * (box.y() + box.height() / 2);
        place(photograph, scale, left, top);
        Medium medium = new Medium(x, y, height, seed, k);
        if (species == Species.PRINT || species == Species.SCREEN || species == Species.CUT_OUT) {
            GaussianBlur(scene.mat(), behind.mat(), blur, 0);
            copy(behind.pixels(), background);
            Holes holes = species == Species.CUT_OUT ? Holes.of(points, scale, left, top) : Holes.NONE;
            medium.apply(face, background, species, holes);
        }
        noise(walk);
        MemorySegment.copy(face, 0, into.pixels(), ValueLayout.JAVA_BYTE, 0, face.length);
    }

    /** How high the face's box is in frame {@code k}, pixels. */
    static double faceHeight(FaceBox box, int k) {
        return Math.clamp(box.height(), FACE_MIN, FACE_MAX) * (1 + GROWTH * k);
    }

    private void place(Picture photograph, double scale, double left, double top) {
        try (DoubleIndexer index = map.createIndexer()) {
            index.put(0, 0, scale).put(0, 1, 0).put(0, 2, left);
            index.put(1, 0, 0).put(1, 1, scale).put(1, 2, top);
        }
        warpAffine(photograph.mat(), scene.mat(), map, size, INTER_LINEAR, BORDER_REFLECT_101, unused);
        copy(scene.pixels(), face);
    }

    private void noise(SplittableRandom random) {
        double exposure = 1 + random.nextDouble(-0.02, 0.02);
        for (int i = 0; i < face.length; i++) {
            // The sum of two uniforms is close enough to a sensor's noise, and cheap.
            double noise = (random.nextDouble() + random.nextDouble() - 1) * NOISE * 2.45;
            face[i] = Medium.clip((face[i] & 0xFF) * exposure + noise);
        }
    }

    private static void copy(MemorySegment from, byte[] to) {
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, to, 0, to.length);
    }

    @Override
    public void close() {
        scene.close();
        behind.close();
        map.close();
        unused.close();
        size.close();
        blur.close();
    }
}
