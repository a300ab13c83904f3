package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;

/** The corridor's light on one approach: brightness, contrast and colour drift from one mood to another and a lamp passes overhead. */
final class Light {
    private final Mood from;
    private final Mood to;
    private final double lampAt;
    private final Mat table = new Mat(1, 256, CV_8UC3);

    /** Gain, gamma, and warmth (positive is toward red). */
    private record Mood(double gain, double gamma, double warmth) {
        static Mood draw(RandomGenerator random) {
            return new Mood(random.nextDouble(0.8, 1.12), random.nextDouble(0.88, 1.15), random.nextDouble(-0.08, 0.1));
        }

        Mood toward(Mood other, double share) {
            return new Mood(
                    gain + (other.gain - gain) * share,
                    gamma + (other.gamma - gamma) * share,
                    warmth + (other.warmth - warmth) * share);
        }
    }

    Light(RandomGenerator random) {
        from = Mood.draw(random);
        to = Mood.draw(random);
        lampAt = random.nextDouble(0.2, 0.7);
    }

    /** Lights a picture in place. */
    void shine(Mat picture, double progress) {
        Mood mood = from.toward(to, progress);
        double lamp = 1 + 0.12 * Math.exp(-Math.pow((progress - lampAt) / 0.12, 2));
        UByteIndexer entries = table.createIndexer();
        for (int level = 0; level < 256; level++) {
            double lit = 255 * Math.pow(level / 255.0, mood.gamma()) * mood.gain() * lamp;
            entries.put(0, level, 0, clip(lit * (1 - mood.warmth())));
            entries.put(0, level, 1, clip(lit));
            entries.put(0, level, 2, clip(lit * (1 + mood.warmth())));
        }
        entries.close();
        LUT(picture, table, picture);
    }

    private static int clip(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
