package io.lintel.evaluate.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import io.lintel.hal.PixelFormat;
import io.lintel.models.Picture;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A picture to draw on: blue, green, red, in native memory of its own. One thread. */
public final class Canvas implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment pixels;
    private final Picture picture;

    /** Black. */
    public Canvas(int width, int height) {
        pixels = arena.allocate((long) width * height * 3, 64);
        picture = Picture.of(pixels, width, height, PixelFormat.BGR24);
    }

    /** A copy of a picture with a margin on all sides, in which the outermost pixels go on. */
    public static Canvas framed(Picture source, int margin) {
        Canvas canvas = new Canvas(source.width() + 2 * margin, source.height() + 2 * margin);
        try (Scalar unused = new Scalar()) {
            copyMakeBorder(source.mat(), canvas.mat(), margin, margin, margin, margin, BORDER_REPLICATE, unused);
        }
        return canvas;
    }

    /** For the models. Valid until {@link #close()}. */
    public Picture picture() {
        return picture;
    }

    /** For drawing. */
    public Mat mat() {
        return picture.mat();
    }

    /** Row by row, blue first. */
    public MemorySegment pixels() {
        return pixels;
    }

    /** Pixels a row. */
    public int width() {
        return picture.width();
    }

    /** Rows. */
    public int height() {
        return picture.height();
    }

    @Override
    public void close() {
        picture.close();
        arena.close();
    }
}
