package io.lintel.evaluate.background;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_DUPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.lintel.evaluate.face.Canvas;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws pieces without a face, each by its seed alone. One thread. */
final class Drawing {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:-()";
    private static final double BLUR_MAX = 2;

    private final Canvas canvas;
    private final SplittableRandom random;

    private Drawing(Canvas canvas, long seed) {
        this.canvas = canvas;
        this.random = new SplittableRandom(seed);
    }

    /** Draws all over a canvas. */
    static void of(Kind kind, long seed, Canvas into) {
        Drawing drawing = new Drawing(into, seed * 31 + kind.name().hashCode());
        switch (kind) {
            case TEXT -> drawing.text();
            case PATTERN -> drawing.pattern();
            case TEXTURE -> drawing.texture();
            case DISC -> drawing.discs();
            case PHOTOGRAPH -> throw new IllegalArgumentException("a photograph is not drawn");
        }
        drawing.soften();
    }

    private void text() {
        fill(160, 255);
        for (int y = 10 + random.nextInt(30); y < canvas.height() + 20; ) {
            double size = random.nextDouble(0.4, 3);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                line.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            try (Point at = new Point(random.nextInt(-60, 40), y);
                    Scalar ink = colour(0, 110)) {
                putText(canvas.mat(), line.toString(), at, FONT_HERSHEY_DUPLEX, size, ink, random.nextInt(1, 4), LINE_AA, false);
            }
            y += (int) (24 * size + random.nextInt(6, 20));
        }
    }

    private void pattern() {
        fill(40, 220);
        int step = random.nextInt(8, 60);
        int shape = random.nextInt(4);
        try (Scalar ink = colour(0, 255)) {
            for (int y = 0; y < canvas.height(); y += step) {
                for (int x = 0; x < canvas.width(); x += step) {
                    try (Point at = new Point(x, y);
                            Point end = new Point(x + step / 2, y + (shape == 0 ? step : step / 2))) {
                        if (shape == 3) {
                            circle(canvas.mat(), at, step / 3, ink, FILLED, LINE_AA, 0);
                        } else if (shape != 2 || (x / step + y / step) % 2 == 1) {
                            rectangle(canvas.mat(), at, end, ink, FILLED, LINE_AA, 0);
                        }
                    }
                }
            }
        }
    }

    private void texture() {
        int grain = 1 << random.nextInt(2, 6);
        double mean = random.nextDouble(90, 170);
        double spread = random.nextDouble(15, 60);
        try (Canvas coarse = new Canvas(Math.max(2, canvas.width() / grain), Math.max(2, canvas.height() / grain));
                Size whole = new Size(canvas.width(), canvas.height())) {
            for (long at = 0; at < coarse.pixels().byteSize(); at++) {
                coarse.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) Math.clamp(Math.round(mean + spread * random.nextGaussian()), 0, 255));
            }
            resize(coarse.mat(), canvas.mat(), whole, 0, 0, INTER_CUBIC);
        }
    }

    private void discs() {
        fill(60, 200);
        for (int i = 0; i < random.nextInt(1, 5); i++) {
            int radius = random.nextInt(25, 110);
            int x = random.nextInt(canvas.width());
            int y = random.nextInt(canvas.height());
            oval(x, y, radius, (int) (radius * random.nextDouble(0.9, 1.4)), 120, 255);
            for (int spot = 0; spot < random.nextInt(2, 5); spot++) {
                int size = Math.max(2, (int) (radius * random.nextDouble(0.06, 0.2)));
                oval(x + (int) (radius * random.nextDouble(-0.6, 0.6)), y + (int) (radius * random.nextDouble(-0.6, 0.6)), size, size, 0, 90);
            }
        }
    }

    private void oval(int x, int y, int halfWidth, int halfHeight, int from, int to) {
        try (Point middle = new Point(x, y);
                Size axes = new Size(halfWidth, halfHeight);
                Scalar ink = colour(from, to)) {
            ellipse(canvas.mat(), middle, axes, 0, 0, 360, ink, FILLED, LINE_AA, 0);
        }
    }

    private void fill(int from, int to) {
        try (Scalar paper = colour(from, to)) {
            canvas.mat().put(paper);
        }
    }

    private Scalar colour(int from, int to) {
        return new Scalar(random.nextInt(from, to), random.nextInt(from, to), random.nextInt(from, to), 0);
    }

    /** As a lens would. */
    private void soften() {
        try (Size kernel = new Size(5, 5)) {
            GaussianBlur(canvas.mat(), canvas.mat(), kernel, random.nextDouble(0.5, BLUR_MAX));
        }
    }
}
