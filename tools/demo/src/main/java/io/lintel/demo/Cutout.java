package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * One person out of a group photograph: pixels and a soft-edged mask of head and shoulders from which the neighbours' faces are
 * taken away. The face is always at the same place and {@link #FACE} pixels wide.
 *
 * @param pixels BGR, {@link #WIDTH} × {@link #HEIGHT}
 * @param mask 255 where the person is, 0 where the corridor shows
 */
record Cutout(Mat pixels, Mat mask) implements Sprite {
    /** Width of the face in the cut-out, pixels. */
    static final int FACE = 150;

    /** Width of the cut-out: 3.6 faces. */
    static final int WIDTH = 540;

    /** Height of the part that shows the photograph. */
    static final int PHOTO_HEIGHT = 720;

    /** Height of the cut-out; below the photograph a body is painted in the colour of the clothes. */
    static final int HEIGHT = 1260;

    /** Where the face's centre lies. */
    static final int FACE_X = WIDTH / 2;

    /** Where the face's centre lies. */
    static final int FACE_Y = 260;

    private static final Scalar WHITE = Scalar.all(255);
    private static final Scalar BLACK = Scalar.all(0);

    /**
     * Cuts somebody out, head upright: who walks does not tilt it as who poses.
     *
     * @param face whose
     * @param rollDegrees how far it is tilted, clockwise
     * @param others everybody else's faces in the photograph
     */
    static Cutout of(Mat photograph, FaceBox face, double rollDegrees, List<FaceBox> others) {
        Mat pixels = new Mat(HEIGHT, WIDTH, photograph.type(), BLACK);
        Mat mask = new Mat(HEIGHT, WIDTH, CV_8UC1, BLACK);
        try (PointerScope _ = new PointerScope()) {
            Placement placement = Placement.of(face, rollDegrees);
            Mat upper = new Mat(pixels, new Rect(0, 0, WIDTH, PHOTO_HEIGHT));
            warpAffine(photograph, upper, placement.matrix(), upper.size(), INTER_LINEAR, BORDER_REPLICATE, BLACK);
            dress(pixels);
            oval(mask, FACE_X, FACE_Y - 0.12 * FACE, 0.86 * FACE, 1.18 * FACE, WHITE);
            oval(mask, FACE_X, FACE_Y + 2.3 * FACE, 1.4 * FACE, 1.55 * FACE, WHITE);
            oval(mask, FACE_X, FACE_Y + 5.2 * FACE, 1.2 * FACE, 3.4 * FACE, WHITE);
            for (FaceBox other : others) {
                double width = other.width() * placement.scale();
                double height = other.height() * placement.scale();
                double x = placement.x(other.centreX(), other.centreY());
                double y = placement.y(other.centreX(), other.centreY());
                oval(mask, x, y - 0.1 * height, 0.75 * width, 0.8 * height, BLACK);
            }
            GaussianBlur(mask, mask, new Size(0, 0), 0.11 * FACE);
            clearOutside(mask, photograph, placement);
        }
        return new Cutout(pixels, mask);
    }

    /** Where the photograph's points come to lie: turned and scaled about the face's centre. */
    private record Placement(double scale, double cos, double sin, double centreX, double centreY) {
        static Placement of(FaceBox face, double rollDegrees) {
            double scale = FACE / face.width();
            double roll = Math.toRadians(rollDegrees);
            return new Placement(scale, Math.cos(roll) * scale, Math.sin(roll) * scale, face.centreX(), face.centreY());
        }

        double x(double px, double py) {
            return FACE_X + cos * (px - centreX) + sin * (py - centreY);
        }

        double y(double px, double py) {
            return FACE_Y - sin * (px - centreX) + cos * (py - centreY);
        }

        Mat matrix() {
            Mat matrix = new Mat(2, 3, CV_64FC1);
            try (DoubleIndexer entries = matrix.createIndexer()) {
                entries.put(0, 0, cos).put(0, 1, sin).put(0, 2, x(0, 0));
                entries.put(1, 0, -sin).put(1, 1, cos).put(1, 2, y(0, 0));
            }
            return matrix;
        }
    }

    @Override
    public Mat pixelsAt(double progress) {
        return pixels;
    }

    /** Lets the photograph run out into the mean colour of the clothes, darker toward the feet. */
    private static void dress(Mat pixels) {
        int from = PHOTO_HEIGHT - FACE;
        Scalar clothes = mean(new Mat(pixels, new Rect(FACE_X - FACE / 2, from - FACE / 2, FACE, FACE)));
        for (int y = from; y < HEIGHT; y++) {
            double share = Math.min(1, (double) (y - from) / FACE);
            double shade = 0.95 - 0.45 * (y - from) / (HEIGHT - from);
            Mat row = pixels.row(y);
            Scalar cloth = new Scalar(clothes.get(0) * shade, clothes.get(1) * shade, clothes.get(2) * shade, 0);
            Mat plain = new Mat(row.size(), row.type(), cloth);
            addWeighted(row, 1 - share, plain, share, 0, row);
        }
    }

    /** Hides what lies beyond the photograph's edges; below its lower edge the painted body goes on. */
    private static void clearOutside(Mat mask, Mat photograph, Placement placement) {
        Mat all = new Mat(photograph.rows(), photograph.cols(), CV_8UC1, WHITE);
        Mat inside = new Mat(HEIGHT, WIDTH, CV_8UC1, WHITE);
        Mat upper = new Mat(inside, new Rect(0, 0, WIDTH, FACE_Y + FACE));
        warpAffine(all, upper, placement.matrix(), upper.size(), INTER_LINEAR, BORDER_CONSTANT, BLACK);
        Mat edge = upper.row(upper.rows() - 1);
        for (int y = upper.rows(); y < HEIGHT; y++) {
            edge.copyTo(inside.row(y));
        }
        if (countNonZero(upper) < upper.total()) {
            GaussianBlur(inside, inside, new Size(0, 0), 0.08 * FACE);
        }
        multiply(mask, inside, mask, 1.0 / 255, -1);
    }

    private static void oval(Mat mask, double x, double y, double radiusX, double radiusY, Scalar colour) {
        Point centre = new Point((int) Math.round(x), (int) Math.round(y));
        Size axes = new Size((int) Math.round(radiusX), (int) Math.round(radiusY));
        ellipse(mask, centre, axes, 0, 0, 360, colour, FILLED, LINE_AA, 0);
    }
}
