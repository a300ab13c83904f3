package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A screen attack, drawn: somebody's photograph shown on a small tablet. The screen lifts blacks, cools colours and clips
 * lights; its pixel grid beats with the sensor's (moiré), its backlight leaves a wandering band, a lamp glares in its glass.
 *
 * <p>Liveness is weak evidence: of the eight enrolled people shown this way, the default bundle's model marks five in every frame
 * and three in some. The show takes one of the five.
 */
final class Tablet implements Sprite {
    private static final int LEFT = 140;
    private static final int TOP = 92;
    private static final int WIDTH = 260;
    private static final int HEIGHT = 350;
    private static final int BEZEL = 20;
    private final Mat photograph;
    private final Mat picture;
    private final Mat mask;

    /** Shows a person's cut-out with the photograph's own background. */
    Tablet(Cutout person) {
        photograph = person.pixels();
        picture = new Mat(photograph.rows(), photograph.cols(), CV_8UC3, Scalar.all(22));
        mask = new Mat(photograph.rows(), photograph.cols(), CV_8UC1, Scalar.all(0));
        try (PointerScope _ = new PointerScope()) {
            Rect body = new Rect(LEFT - BEZEL, TOP - BEZEL, WIDTH + 2 * BEZEL, HEIGHT + 2 * BEZEL);
            rectangle(mask, body, Scalar.all(255), FILLED, LINE_AA, 0);
            GaussianBlur(mask, mask, new Size(0, 0), 1.2);
            rectangle(picture, body, new Scalar(34, 32, 30, 0), FILLED, LINE_AA, 0);
            rectangle(picture, body, new Scalar(96, 92, 90, 0), 2, LINE_AA, 0);
            circle(picture, new Point(LEFT + WIDTH / 2, TOP - BEZEL / 2), 3, Scalar.all(70), FILLED, LINE_AA, 0);
        }
    }

    @Override
    public Mat mask() {
        return mask;
    }

    @Override
    public Mat pixelsAt(double progress) {
        UByteIndexer from = photograph.createIndexer();
        UByteIndexer into = picture.createIndexer();
        double band = TOP + HEIGHT * ((progress * 2.3) % 1.0);
        for (int y = TOP; y < TOP + HEIGHT; y++) {
            double refresh = 1 - 0.22 * Math.exp(-Math.pow((y - band) / 34, 2));
            for (int x = LEFT; x < LEFT + WIDTH; x++) {
                double beat = moire(x, y, progress);
                double glare = glare(x - LEFT, y - TOP);
                for (int channel = 0; channel < 3; channel++) {
                    double level = from.get(y, x, channel) / 255.0;
                    double shown = 0.07 + 1.02 * Math.pow(level, 0.86);
                    double tint = channel == 0 ? 1.25 : channel == 1 ? 1.0 : 0.78;
                    double stripe = 1 + beat * (channel == 1 ? -0.8 : 1);
                    into.put(y, x, channel, (int) Math.clamp(255 * (shown * tint * stripe * refresh + glare), 0, 255));
                }
            }
        }
        from.close();
        into.close();
        return picture;
    }

    /** Two gratings of nearly equal pitch, turned against each other: their beat is wide and coloured. */
    private static double moire(int x, int y, double progress) {
        double first = Math.sin(0.74 * x + 0.09 * y + 9 * progress);
        double second = Math.sin(0.1 * x + 0.69 * y - 6 * progress);
        return 0.085 * first * second + 0.05 * Math.sin(0.11 * x - 0.07 * y + 4 * progress);
    }

    private static double glare(int x, int y) {
        double across = (x - 0.55 * y - 120) / 46;
        return 0.16 * Math.exp(-across * across);
    }
}
