package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a parallelogram out of a picture and brings it to a fixed size; what lies outside the picture is black.
 *
 * <p>Everything is allocated once. Where the cut shrinks strongly, it is made at twice or four times the size and averaged down, so that
 * fine structure does not alias. One thread.
 */
final class Warp implements AutoCloseable {
    private static final int[] FACTORS = {1, 2, 4};
    // Below this many source pixels a target pixel, bilinear sampling misses nothing that matters.
    private static final double SHRINK_SMOOTH = 1.5;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment matrix = arena.allocate(6 * Double.BYTES, 64);
    private final BytePointer matrixPointer = Native.pointer(matrix);
    private final Mat map = new Mat(2, 3, CV_64FC1, matrixPointer);
    private final Scalar black = new Scalar(0, 0, 0, 0);
    private final Size[] sizes;
    private final Mat[] colour;
    private final Mat[] grey;

    /**
     * A cutter.
     *
     * @param width of what it gives
     * @param height of what it gives
     * @param levels 1 never averages, 2 up to twice, 3 up to four times
     */
    Warp(int width, int height, int levels) {
        sizes = new Size[levels];
        colour = new Mat[levels];
        grey = new Mat[levels];
        for (int level = 0; level < levels; level++) {
            int w = width * FACTORS[level];
            int h = height * FACTORS[level];
            sizes[level] = new Size(w, h);
            colour[level] = new Mat(h, w, CV_8UC3);
            grey[level] = new Mat(h, w, CV_8UC1);
        }
    }

    /** Cuts an upright rectangle given in picture coordinates, where pixel (0, 0) covers 0..1. */
    Mat rectangle(Picture picture, double x, double y, double width, double height) {
        return cut(picture, width / sizes[0].width(), 0, x, 0, height / sizes[0].height(), y);
    }

    /**
     * Cuts by the map from target to picture coordinates: {@code px = ax·x + bx·y + cx}, {@code py = ay·x + by·y + cy}, where pixel (0, 0)
     * covers 0..1 on both sides.
     *
     * @return this warp's own pixels, of as many channels as the picture; overwritten by the next cut
     */
    Mat cut(Picture picture, double ax, double bx, double cx, double ay, double by, double cy) {
        double shrink = Math.sqrt(Math.abs(ax * by - bx * ay));
        int level = 0;
        while (level < sizes.length - 1 && shrink / FACTORS[level] > SHRINK_SMOOTH) {
            level++;
        }
        double f = 1.0 / FACTORS[level];
        // OpenCV counts from the centres of pixels: target (x, y) is the point (x + ½, y + ½).
        set(0, ax * f, bx * f, cx + (ax + bx) * f / 2 - 0.5);
        set(3, ay * f, by * f, cy + (ay + by) * f / 2 - 0.5);
        Mat[] targets = picture.channels() == 3 ? colour : grey;
        warpAffine(picture.mat(), targets[level], map, sizes[level], INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT, black);
        // Halving twice gives what quartering once does, in a third of the time.
        for (; level > 0; level--) {
            resize(targets[level], targets[level - 1], sizes[level - 1], 0, 0, INTER_AREA);
        }
        return targets[0];
    }

    private void set(int at, double a, double b, double c) {
        matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, at, a);
        matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, at + 1, b);
        matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, at + 2, c);
    }

    @Override
    public void close() {
        for (int level = 0; level < sizes.length; level++) {
            sizes[level].close();
            colour[level].close();
            grey[level].close();
        }
        black.close();
        map.close();
        matrixPointer.close();
        arena.close();
    }
}
