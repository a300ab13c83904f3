package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.lintel.hal.Session;
import io.lintel.hal.TensorSpec;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Writes 8-bit pixels straight into the planes of a model's picture input; OpenCV converts, nothing is copied on the way.
 *
 * <pre>
 *   BGR BGR BGR …  ──split──▶ three 8-bit planes ──convertTo──▶ │ plane 0 │ plane 1 │ plane 2 │   the session's own memory
 * </pre>
 *
 * Nothing is allocated after construction. One thread.
 */
final class TensorPlanes implements AutoCloseable {
    private final PixelRule rule;
    private final int width;
    private final int height;
    private final BytePointer[] pointers;
    private final Mat[] planes;
    private final Mat[] bytes = new Mat[3];
    private final MatVector byteVector;
    private final double[] scale;
    private final double[] offset;

    TensorPlanes(Session session, PixelRule rule) {
        TensorSpec spec = session.inputs().get(0);
        if (spec.shape().size() != 4 || spec.shape().get(0) != 1 || spec.shape().get(1) != rule.order().planes()) {
            throw new IllegalArgumentException(
                    "input " + spec.name() + " of shape " + spec.shape() + " does not take " + rule.order() + " pictures one at a time");
        }
        this.rule = rule;
        this.height = Math.toIntExact(spec.shape().get(2));
        this.width = Math.toIntExact(spec.shape().get(3));
        int count = rule.order().planes();
        planes = new Mat[count];
        pointers = new BytePointer[count];
        scale = new double[count];
        offset = new double[count];
        long planeBytes = (long) width * height * Float.BYTES;
        MemorySegment tensor = session.input(0);
        for (int plane = 0; plane < count; plane++) {
            pointers[plane] = Native.pointer(tensor.asSlice(plane * planeBytes, planeBytes));
            planes[plane] = new Mat(height, width, CV_32FC1, pointers[plane]);
            scale[plane] = rule.scale(plane);
            offset[plane] = rule.offset(plane);
        }
        for (int plane = 0; plane < bytes.length; plane++) {
            bytes[plane] = new Mat(height, width, CV_8UC1);
        }
        byteVector = new MatVector(bytes);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Fills the tensor from pixels of its size, three channels (BGR) or one. */
    void fill(Mat pixels) {
        switch (rule.order()) {
            case GREY -> convert(grey(pixels), 0);
            case BGR -> {
                spread(pixels);
                convert(bytes[0], 0);
                convert(bytes[1], 1);
                convert(bytes[2], 2);
            }
            case RGB -> {
                spread(pixels);
                convert(bytes[2], 0);
                convert(bytes[1], 1);
                convert(bytes[0], 2);
            }
        }
    }

    private Mat grey(Mat pixels) {
        if (pixels.channels() == 1) {
            return pixels;
        }
        cvtColor(pixels, bytes[0], COLOR_BGR2GRAY);
        return bytes[0];
    }

    private void spread(Mat pixels) {
        if (pixels.channels() == 3) {
            split(pixels, byteVector);
        } else {
            for (Mat plane : bytes) {
                pixels.copyTo(plane);
            }
        }
    }

    private void convert(Mat from, int plane) {
        from.convertTo(planes[plane], CV_32FC1, scale[plane], offset[plane]);
    }

    @Override
    public void close() {
        byteVector.close();
        for (Mat plane : bytes) {
            plane.close();
        }
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane].close();
            pointers[plane].close();
        }
    }
}
