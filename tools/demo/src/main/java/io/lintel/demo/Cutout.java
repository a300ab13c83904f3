package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
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
     * Cuts somebody out.
     *
     * @param face whose
     * @param others everybody else's faces in the photograph
     */
    static Cutout of(Mat photograph, FaceBox face, List<FaceBox> others) {
        double scale = FACE / face.width();
        int left = (int) Math.round(face.centreX() - FACE_X / scale);
        int top = (int) Math.round(face.centreY() - FACE_Y / scale);
        int width = (int) Math.round(WIDTH / scale);
        int height = (int) Math.round(PHOTO_HEIGHT / scale);
        Mat pixels = new Mat(HEIGHT, WIDTH, photograph.type(), BLACK);
        Mat mask = new Mat(HEIGHT, WIDTH, CV_8UC1, BLACK);
        try (PointerScope _ = new PointerScope()) {
            Mat upper = new Mat(pixels, new Rect(0, 0, WIDTH, PHOTO_HEIGHT));
            resize(within(photograph, left, top, width, height), upper, upper.size(), 0, 0, INTER_AREA);
            dress(pixels);
            oval(mask, FACE_X, FACE_Y - 0.12 * FACE, 0.86 * FACE, 1.18 * FACE, WHITE);
            oval(mask, FACE_X, FACE_Y + 2.3 * FACE, 1.4 * FACE, 1.55 * FACE, WHITE);
            oval(mask, FACE_X, FACE_Y + 5.2 * FACE, 1.2 * FACE, 3.4 * FACE, WHITE);
            for (FaceBox other : others) {
                double x = (other.centreX() - left) * scale;
                double y = (other.centreY() - top) * scale;
                oval(mask, x, y - 0.1 * other.height() * scale, 0.75 * other.width() * scale, 0.8 * other.height() * scale, BLACK);
            }
            GaussianBlur(mask, mask, new Size(0, 0), 0.11 * FACE);
            clearOutside(mask, photograph, left, top, scale);
        }
        return new Cutout(pixels, mask);
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

    /** A part of a picture; what lies beyond its edge repeats the edge. */
    private static Mat within(Mat photograph, int left, int top, int width, int height) {
        int padLeft = Math.max(0, -left);
        int padTop = Math.max(0, -top);
        int padRight = Math.max(0, left + width - photograph.cols());
        int padBottom = Math.max(0, top + height - photograph.rows());
        Mat inside = new Mat(
                photograph,
                new Rect(left + padLeft, top + padTop, width - padLeft - padRight, height - padTop - padBottom));
        Mat padded = new Mat();
        copyMakeBorder(inside, padded, padTop, padBottom, padLeft, padRight, BORDER_REPLICATE);
        return padded;
    }

    private static void clearOutside(Mat mask, Mat photograph, int left, int top, double scale) {
        int inLeft = (int) Math.max(0, -left * scale);
        int inTop = (int) Math.max(0, -top * scale);
        int inRight = (int) Math.min(WIDTH, (photograph.cols() - left) * scale);
        Mat inside = new Mat(HEIGHT, WIDTH, CV_8UC1, BLACK);
        new Mat(inside, new Rect(inLeft, inTop, inRight - inLeft, HEIGHT - inTop)).put(WHITE);
        if (inLeft > 0 || inRight < WIDTH) {
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
