package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.lintel.hal.Session;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds faces: the picture is stretched to the model's input, candidates above the score are thinned by greedy non-maximum suppression.
 *
 * <p>Model: UltraFace RFB-320 ({@code scores} [1, n, 2], class 1 is a face; {@code boxes} [1, n, 4], decoded corners 0..1). Allocates nothing
 * per picture. One thread.
 */
public final class Detector implements AutoCloseable {
    private static final int CANDIDATES_MAX = 512;
    // Above this shrinkage every pixel is averaged in; up to it, bilinear sampling is as good and faster.
    private static final double SHRINK_BILINEAR = 2.5;

    private final Session session;
    private final DetectionRule rule;
    private final TensorPlanes planes;
    private final Mat colour;
    private final Mat grey;
    private final Size size;
    private final FloatBuffer scores;
    private final FloatBuffer boxes;
    private final int anchors;
    private final int[] candidates = new int[CANDIDATES_MAX];

    Detector(Session session, PixelRule pixels, DetectionRule rule) {
        this.session = session;
        this.rule = rule;
        planes = new TensorPlanes(session, pixels);
        colour = new Mat(planes.height(), planes.width(), CV_8UC3);
        grey = new Mat(planes.height(), planes.width(), CV_8UC1);
        size = new Size(planes.width(), planes.height());
        scores = session.output(0).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        boxes = session.output(1).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        anchors = scores.capacity() / 2;
        if (boxes.capacity() != anchors * 4) {
            throw new IllegalArgumentException("the detector gives " + anchors + " scores and " + boxes.capacity() / 4 + " boxes");
        }
    }

    /** Finds the faces of a picture, best first. */
    public void detect(Picture picture, FaceBoxes into) {
        prepare(picture);
        session.run();
        decode(picture.width(), picture.height(), into);
    }

    /** Brings a picture into the model's input, without running it; for measurements. */
    public void prepare(Picture picture) {
        Mat small = picture.channels() == 3 ? colour : grey;
        double shrink = Math.max((double) picture.width() / planes.width(), (double) picture.height() / planes.height());
        resize(picture.mat(), small, size, 0, 0, shrink > SHRINK_BILINEAR ? INTER_AREA : INTER_LINEAR);
        planes.fill(small);
    }

    private void decode(int width, int height, FaceBoxes into) {
        into.clear();
        int count = 0;
        for (int anchor = 0; anchor < anchors && count < CANDIDATES_MAX; anchor++) {
            if (scores.get(2 * anchor + 1) >= rule.score()) {
                candidates[count++] = anchor;
            }
        }
        // Take the best, drop what overlaps it, again: at most `capacity` rounds over at most 512 candidates.
        while (count > 0 && into.count() < into.capacity()) {
            int best = best(count);
            float left = boxes.get(4 * best);
            float top = boxes.get(4 * best + 1);
            float right = boxes.get(4 * best + 2);
            float bottom = boxes.get(4 * best + 3);
            // A box without an area is left out, and what overlaps it with it.
            into.add(left * width, top * height, (right - left) * width, (bottom - top) * height, scores.get(2 * best + 1));
            count = drop(count, best);
        }
    }

    private int best(int count) {
        int best = candidates[0];
        for (int i = 1; i < count; i++) {
            if (scores.get(2 * candidates[i] + 1) > scores.get(2 * best + 1)) {
                best = candidates[i];
            }
        }
        return best;
    }

    /** Keeps the candidates that do not overlap the chosen one; returns how many. */
    private int drop(int count, int chosen) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (candidates[i] != chosen && overlap(candidates[i], chosen) <= rule.overlap()) {
                candidates[kept++] = candidates[i];
            }
        }
        return kept;
    }

    private double overlap(int a, int b) {
        double w = Math.min(boxes.get(4 * a + 2), boxes.get(4 * b + 2)) - Math.max(boxes.get(4 * a), boxes.get(4 * b));
        double h = Math.min(boxes.get(4 * a + 3), boxes.get(4 * b + 3)) - Math.max(boxes.get(4 * a + 1), boxes.get(4 * b + 1));
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double shared = w * h;
        return shared / (area(a) + area(b) - shared);
    }

    private double area(int a) {
        return (double) (boxes.get(4 * a + 2) - boxes.get(4 * a)) * (boxes.get(4 * a + 3) - boxes.get(4 * a + 1));
    }

    @Override
    public void close() {
        planes.close();
        colour.close();
        grey.close();
        size.close();
        session.close();
    }
}
