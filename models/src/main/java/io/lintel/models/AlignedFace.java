package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A face brought upright to 112 × 112 pixels, BGR, in native memory; reused from face to face. One thread. */
public final class AlignedFace implements AutoCloseable {
    /** Pixels a side. */
    public static final int SIDE = 112;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pixels = arena.allocate((long) SIDE * SIDE * 3, 64);
    private final BytePointer pointer = Native.pointer(pixels);
    private final Mat mat = new Mat(SIDE, SIDE, CV_8UC3, pointer);
    private double shapeError;

    /** The pixels, row by row, blue first. */
    public MemorySegment pixels() {
        return pixels;
    }

    /** How far the face's five points lie from the targets after alignment: root mean square, in pixels of this picture. */
    public double shapeError() {
        return shapeError;
    }

    /** The OpenCV header over {@link #pixels()}. */
    Mat mat() {
        return mat;
    }

    void shapeError(double error) {
        shapeError = error;
    }

    @Override
    public void close() {
        mat.close();
        pointer.close();
        arena.close();
    }
}
