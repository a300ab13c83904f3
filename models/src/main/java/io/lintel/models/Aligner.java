package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Brings a face upright by the least-squares similarity (rotation, one scale, shift) from its five points to those of the embedder's
 * training pictures.
 *
 * <p>Closed form (Umeyama 1991, in the plane): with both point sets centred, {@code a = Σ p·q / Σ|p|²}, {@code b = Σ p×q / Σ|p|²} and the map is
 * {@code x' = a·x − b·y + t, y' = b·x + a·y + u}. Allocates nothing per face. One thread.
 */
public final class Aligner implements AutoCloseable {
    private static final double[] TARGET_X = {38.2946, 73.5318, 56.0252, 41.5493, 70.7299};
    private static final double[] TARGET_Y = {51.6963, 51.5014, 71.7366, 92.3655, 92.2041};

    private final Warp warp = new Warp(AlignedFace.SIDE, AlignedFace.SIDE, 3);
    private final double targetMeanX;
    private final double targetMeanY;

    /** An aligner with its own workspace. */
    public Aligner() {
        double x = 0;
        double y = 0;
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            x += TARGET_X[k] / Landmarks.ANCHORS;
            y += TARGET_Y[k] / Landmarks.ANCHORS;
        }
        targetMeanX = x;
        targetMeanY = y;
    }

    /** Horizontal target of an alignment point. */
    static double targetX(int anchor) {
        return TARGET_X[anchor];
    }

    /** Vertical target of an alignment point. */
    static double targetY(int anchor) {
        return TARGET_Y[anchor];
    }

    /** Aligns one face. Points that coincide give a black picture with an infinite {@link AlignedFace#shapeError()}. */
    public void align(Picture picture, Landmarks points, AlignedFace into) {
        double meanX = 0;
        double meanY = 0;
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            meanX += points.anchorX(k) / Landmarks.ANCHORS;
            meanY += points.anchorY(k) / Landmarks.ANCHORS;
        }
        double dot = 0;
        double cross = 0;
        double norm = 0;
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            double px = points.anchorX(k) - meanX;
            double py = points.anchorY(k) - meanY;
            double qx = TARGET_X[k] - targetMeanX;
            double qy = TARGET_Y[k] - targetMeanY;
            dot += px * qx + py * qy;
            cross += px * qy - py * qx;
            norm += px * px + py * py;
        }
        double a = dot / norm;
        double b = cross / norm;
        double square = a * a + b * b;
        if (!(square > 0) || Double.isInfinite(square)) {
            into.pixels().fill((byte) 0);
            into.shapeError(Double.POSITIVE_INFINITY);
            return;
        }
        into.shapeError(error(points, a, b, meanX, meanY));
        // The inverse of x' = a·x − b·y, y' = b·x + a·y, around the two centres. The targets count from pixel centres, the warp from edges.
        double ia = a / square;
        double ib = b / square;
        double cx = meanX - ia * (targetMeanX + 0.5) - ib * (targetMeanY + 0.5) + 0.5;
        double cy = meanY + ib * (targetMeanX + 0.5) - ia * (targetMeanY + 0.5) + 0.5;
        Mat cut = warp.cut(picture, ia, ib, cx, -ib, ia, cy);
        if (cut.channels() == 1) {
            cvtColor(cut, into.mat(), COLOR_GRAY2BGR);
        } else {
            cut.copyTo(into.mat());
        }
    }

    private double error(Landmarks points, double a, double b, double meanX, double meanY) {
        double sum = 0;
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            double px = points.anchorX(k) - meanX;
            double py = points.anchorY(k) - meanY;
            double dx = a * px - b * py + targetMeanX - TARGET_X[k];
            double dy = b * px + a * py + targetMeanY - TARGET_Y[k];
            sum += dx * dx + dy * dy;
        }
        return Math.sqrt(sum / Landmarks.ANCHORS);
    }

    @Override
    public void close() {
        warp.close();
    }
}
