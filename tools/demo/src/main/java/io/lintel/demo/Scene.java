package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** What the camera sees: the corridor, and whoever walks in it. One picture, painted over for every frame. */
final class Scene {
    /** Somebody somewhere. */
    record Placed(Sprite sprite, Walk.Pose pose) {}

    private static final Scalar NOTHING = Scalar.all(0);
    private final Mat corridor;
    private final SensorNoise noise;
    private final Mat picture = new Mat(WalkUpVideo.HEIGHT, WalkUpVideo.WIDTH, CV_8UC3);

    Scene(Mat corridor, SensorNoise noise) {
        this.corridor = corridor;
        this.noise = noise;
    }

    /** The corridor with nobody in it, in the light before or after somebody's approach. */
    Mat empty(Light light, double progress) {
        corridor.copyTo(picture);
        light.shine(picture, progress);
        noise.grain(picture);
        return picture;
    }

    /**
     * Somebody on the way.
     *
     * @param blur length of the motion blur in pixels, 1 for none
     */
    Mat with(Sprite sprite, Walk.Pose pose, Light light, double progress, int blur) {
        corridor.copyTo(picture);
        paint(sprite, pose, progress, blur);
        light.shine(picture, progress);
        noise.grain(picture);
        return picture;
    }

    /** Several at a time, the farthest first, in the light of one moment. */
    Mat with(List<Placed> people, Light light, double progress) {
        corridor.copyTo(picture);
        people.forEach(each -> paint(each.sprite(), each.pose(), progress, 1));
        light.shine(picture, progress);
        noise.grain(picture);
        return picture;
    }

    private void paint(Sprite sprite, Walk.Pose pose, double progress, int blur) {
        try (PointerScope _ = new PointerScope()) {
            double scale = pose.faceWidth() / Cutout.FACE;
            Mat pixels = scaled(sprite.pixelsAt(progress), scale);
            Mat mask = scaled(sprite.mask(), scale);
            Mat way = homography(pose, scale);
            Mat person = new Mat();
            Mat cover = new Mat();
            warpPerspective(pixels, person, way, picture.size(), INTER_LINEAR, BORDER_REPLICATE, NOTHING);
            warpPerspective(mask, cover, way, picture.size(), INTER_LINEAR, BORDER_CONSTANT, NOTHING);
            if (blur > 1) {
                blur(person, person, new Size(1, blur));
                blur(cover, cover, new Size(1, blur));
            }
            Mat cover3 = new Mat();
            cvtColor(cover, cover3, COLOR_GRAY2BGR);
            multiply(person, cover3, person, 1.0 / 255, -1);
            bitwise_not(cover3, cover3);
            multiply(picture, cover3, picture, 1.0 / 255, -1);
            add(picture, person, picture);
        }
    }

    private static Mat scaled(Mat sprite, double scale) {
        // What hangs below the picture's edge need not be painted.
        int rows = (int) Math.min(sprite.rows(), Cutout.FACE_Y + 0.8 * WalkUpVideo.HEIGHT / scale);
        Mat visible = sprite.rowRange(0, rows);
        if (scale >= 1) {
            return visible;
        }
        Mat small = new Mat();
        Size size = new Size((int) Math.round(sprite.cols() * scale), (int) Math.round(rows * scale));
        resize(visible, small, size, 0, 0, INTER_AREA);
        return small;
    }

    /** From the scaled sprite to the picture: shear, roll and a turn of the head as a slight perspective. */
    private static Mat homography(Walk.Pose pose, double scale) {
        double rest = Math.max(1, scale);
        double already = Math.min(1, scale);
        double faceX = Cutout.FACE_X * already;
        double faceY = Cutout.FACE_Y * already;
        double cos = Math.cos(Math.toRadians(pose.roll())) * rest;
        double sin = Math.sin(Math.toRadians(pose.roll())) * rest;
        // [a b; c d] = roll · shear
        double a = cos;
        double b = cos * pose.shear() - sin;
        double c = sin;
        double d = sin * pose.shear() + cos;
        double tx = -a * faceX - b * faceY;
        double ty = -c * faceX - d * faceY;
        double px = pose.turn() / pose.faceWidth() * a;
        double py = pose.turn() / pose.faceWidth() * b;
        double pw = 1 + pose.turn() / pose.faceWidth() * tx;
        return matrix(
                a + pose.x() * px, b + pose.x() * py, tx + pose.x() * pw,
                c + pose.y() * px, d + pose.y() * py, ty + pose.y() * pw,
                px, py, pw);
    }

    private static Mat matrix(double... values) {
        Mat matrix = new Mat(3, 3, CV_64FC1);
        DoubleIndexer entries = matrix.createIndexer();
        for (int i = 0; i < 9; i++) {
            entries.put(i / 3, i % 3, values[i]);
        }
        return matrix;
    }
}
