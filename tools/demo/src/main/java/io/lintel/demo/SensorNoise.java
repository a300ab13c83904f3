package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.noArray;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.indexer.ShortIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** A cheap sensor's grain: one large field drawn once, of which every frame shows another part. */
final class SensorNoise {
    private static final int MARGIN = 160;
    private final Mat field;
    private final RandomGenerator random;

    /** Grain of the given standard deviation, in levels of 0..255. */
    SensorNoise(int width, int height, double sigma, RandomGenerator random) {
        this.random = random;
        field = new Mat(height + MARGIN, width + MARGIN, CV_16SC3);
        ShortIndexer entries = field.createIndexer();
        for (int y = 0; y < field.rows(); y++) {
            for (int x = 0; x < field.cols(); x++) {
                double grey = random.nextGaussian() * sigma;
                for (int channel = 0; channel < 3; channel++) {
                    entries.put(y, x, channel, (short) Math.round(grey + random.nextGaussian() * sigma * 0.5));
                }
            }
        }
        entries.close();
        // Demosaicing and the camera's own filter smear grain over neighbours.
        GaussianBlur(field, field, new Size(0, 0), 0.6);
    }

    /** Adds grain to a picture in place. */
    void grain(Mat picture) {
        int x = random.nextInt(MARGIN);
        int y = random.nextInt(MARGIN);
        try (Rect part = new Rect(x, y, picture.cols(), picture.rows());
                Mat here = new Mat(field, part)) {
            add(picture, here, picture, noArray(), CV_8UC3);
        }
    }
}
