package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.fillConvexPoly;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The empty corridor that the door's camera looks into: walls, floor, ceiling and a door frame at its far end. */
final class Corridor {
    private Corridor() {}

    /** Paints it, {@link WalkUpVideo#WIDTH} × {@link WalkUpVideo#HEIGHT}, BGR. */
    static Mat paint(RandomGenerator random) {
        Mat picture = new Mat(WalkUpVideo.HEIGHT, WalkUpVideo.WIDTH, CV_8UC3, grey(150));
        try (PointerScope _ = new PointerScope()) {
            polygon(picture, new Scalar(112, 122, 128, 0), 0, 480, 236, 318, 404, 318, 640, 480);
            polygon(picture, grey(186), 0, 0, 236, 96, 404, 96, 640, 0);
            polygon(picture, new Scalar(140, 148, 152, 0), 0, 0, 236, 96, 236, 318, 0, 480);
            polygon(picture, new Scalar(156, 164, 168, 0), 640, 0, 404, 96, 404, 318, 640, 480);
            box(picture, 236, 96, 168, 222, new Scalar(168, 172, 174, 0));
            box(picture, 274, 132, 92, 186, new Scalar(84, 90, 98, 0));
            box(picture, 281, 139, 78, 179, new Scalar(120, 136, 150, 0));
            polygon(picture, new Scalar(232, 236, 236, 0), 250, 40, 390, 40, 372, 62, 268, 62);
            polygon(picture, new Scalar(96, 104, 108, 0), 0, 470, 236, 312, 236, 318, 0, 480);
            polygon(picture, new Scalar(104, 112, 116, 0), 640, 470, 404, 312, 404, 318, 640, 480);
            GaussianBlur(picture, picture, new Size(0, 0), 2.2);
            addWeighted(picture, 0.86, clouds(random), 0.14, 0, picture);
        }
        return picture;
    }

    /** Uneven plaster and light: noise at three scales. */
    private static Mat clouds(RandomGenerator random) {
        Mat sum = new Mat(WalkUpVideo.HEIGHT, WalkUpVideo.WIDTH, CV_8UC1, grey(150));
        for (int cells : new int[] {4, 9, 24}) {
            Mat coarse = new Mat(cells * 3, cells * 4, CV_8UC1);
            UByteIndexer entries = coarse.createIndexer();
            for (int y = 0; y < coarse.rows(); y++) {
                for (int x = 0; x < coarse.cols(); x++) {
                    entries.put(y, x, random.nextInt(40, 256));
                }
            }
            Mat smooth = new Mat();
            resize(coarse, smooth, sum.size(), 0, 0, INTER_CUBIC);
            addWeighted(sum, 0.6, smooth, 0.4, 0, sum);
        }
        Mat colour = new Mat();
        cvtColor(sum, colour, COLOR_GRAY2BGR);
        return colour;
    }

    private static void polygon(Mat picture, Scalar colour, int... corners) {
        Point points = new Point(corners.length / 2);
        for (int i = 0; i < corners.length / 2; i++) {
            points.position(i).x(corners[2 * i]).y(corners[2 * i + 1]);
        }
        fillConvexPoly(picture, points.position(0), corners.length / 2, colour, LINE_AA, 0);
    }

    private static void box(Mat picture, int x, int y, int width, int height, Scalar colour) {
        rectangle(picture, new Rect(x, y, width, height), colour, FILLED, LINE_AA, 0);
    }

    private static Scalar grey(int level) {
        return Scalar.all(level);
    }
}
