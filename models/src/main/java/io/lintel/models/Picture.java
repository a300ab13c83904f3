package io.lintel.models;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.lintel.hal.Frame;
import io.lintel.hal.PixelFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Pixels that models look at: blue, green, red (or luma only), row by row.
 *
 * <p>A picture {@linkplain #of(Frame) of a frame} is a view: it allocates no pixels, is made once a {@linkplain Frame#slot() slot} and
 * kept, and shows whatever the camera last wrote there. A {@linkplain #decode decoded} picture owns its memory. One thread at a time.
 */
public final class Picture implements AutoCloseable {
    /** The largest picture that is decoded, in pixels: more than any telephone takes of one person. */
    public static final long PIXELS_MAX = 50_000_000;
    /** The largest picture file that is read. */
    public static final long BYTES_MAX = 20L << 20;
    /** The longest side that is decoded: what a {@link Frame} may have. */
    public static final long SIDE_MAX = 16_384;

    // What the Mat points to must not be collected while the Mat lives.
    private final BytePointer memory;
    private final Mat mat;

    private Picture(Mat mat, BytePointer memory) {
        this.mat = mat;
        this.memory = memory;
    }

    /** A view of a frame's memory; valid as long as the camera is open. Keep one a slot: making it allocates a header. */
    public static Picture of(Frame frame) {
        return of(frame.pixels(), frame.width(), frame.height(), frame.format());
    }

    /** A view of native memory that holds packed rows. The memory must outlive the picture. */
    public static Picture of(MemorySegment pixels, int width, int height, PixelFormat format) {
        long bytes = (long) width * height * format.bytesPerPixel();
        if (!pixels.isNative() || pixels.byteSize() < bytes) {
            throw new IllegalArgumentException(width + " × " + height + " " + format + " needs " + bytes + " bytes of native memory");
        }
        BytePointer memory = Native.pointer(pixels);
        int type =
                switch (format) {
                    case BGR24 -> CV_8UC3;
                    case GREY -> CV_8UC1;
                };
        return new Picture(new Mat(height, width, type, memory), memory);
    }

    /**
     * Decodes a photograph from a file someone sent: the header is judged before anything is decoded; EXIF orientation is honoured.
     *
     * @param bytes JPEG, PNG or WebP; at most {@link #BYTES_MAX}
     * @param name how messages call it
     * @throws PictureException when it is no usable picture; the message says why and what to do
     */
    public static Picture decode(byte[] bytes, String name) {
        if (bytes.length > BYTES_MAX) {
            throw tooLarge(name, bytes.length);
        }
        PictureHeader header = PictureHeader.parse(bytes, name);
        if (header.width() < 1 || header.height() < 1) {
            throw new PictureException(name, "the " + header.format() + " claims to have no pixels; copy the photograph again");
        }
        if (header.width() > SIDE_MAX || header.height() > SIDE_MAX || header.width() * header.height() > PIXELS_MAX) {
            throw new PictureException(
                    name,
                    header.width() + " × " + header.height() + " pixels are more than the " + PIXELS_MAX / 1_000_000
                            + " megapixels Lintel decodes; scale it down");
        }
        try (BytePointer copy = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, CV_8UC1, copy)) {
            Mat decoded = imdecode(encoded, IMREAD_COLOR);
            if (decoded == null || decoded.empty()) {
                throw new PictureException(name, "the " + header.format() + " is damaged; copy the photograph again");
            }
            return new Picture(decoded, new BytePointer());
        } catch (RuntimeException e) {
            if (e instanceof PictureException) {
                throw e;
            }
            throw new PictureException(name, "the " + header.format() + " is damaged; copy the photograph again", e);
        }
    }

    /** Decodes a photograph whose name is not known. */
    public static Picture decode(byte[] bytes) {
        return decode(bytes, "picture");
    }

    /** Decodes a file; see {@link #decode(byte[], String)}. */
    public static Picture decode(Path file) {
        String name = file.toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new PictureException(name, Files.exists(file) ? "not a file" : "no such file");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw tooLarge(name, Files.size(file));
            }
            return decode(Files.readAllBytes(file), name);
        } catch (IOException e) {
            throw new PictureException(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** A copy with a margin on all sides, in which the outermost pixels go on. */
    Picture framed(int margin) {
        Mat wider = new Mat();
        try (Scalar unused = new Scalar()) {
            copyMakeBorder(mat, wider, margin, margin, margin, margin, BORDER_REPLICATE, unused);
        }
        return new Picture(wider, new BytePointer());
    }

    /** Pixels a row. */
    public int width() {
        return mat.cols();
    }

    /** Rows. */
    public int height() {
        return mat.rows();
    }

    /** 3 for blue, green, red; 1 for luma. */
    public int channels() {
        return mat.channels();
    }

    /** The picture as a JPEG file; allocates, so not for the hot path. */
    public byte[] jpeg(int quality) {
        try (BytePointer out = new BytePointer();
                IntPointer settings = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
            if (!imencode(".jpg", mat, out, settings)) {
                throw new IllegalStateException("OpenCV could not encode a JPEG of " + width() + " × " + height());
            }
            byte[] bytes = new byte[Math.toIntExact(out.limit())];
            out.get(bytes);
            return bytes;
        }
    }

    /** The OpenCV header; for this package and for tools that draw. Valid until {@link #close()}. */
    public Mat mat() {
        return mat;
    }

    @Override
    public void close() {
        mat.close();
        memory.close();
    }

    private static PictureException tooLarge(String name, long bytes) {
        return new PictureException(name, (bytes >> 20) + " MiB are more than the " + (BYTES_MAX >> 20) + " MiB Lintel reads; scale it down");
    }
}
