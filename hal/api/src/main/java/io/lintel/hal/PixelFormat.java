package io.lintel.hal;

/** How the bytes of a {@link Frame} are to be read. */
public enum PixelFormat {
    /** Three bytes a pixel: blue, green, red. The native format of OpenCV and of every Lintel model's pre-processing. */
    BGR24(3),
    /** One byte a pixel: luma. */
    GREY(1);

    private final int bytesPerPixel;

    PixelFormat(int bytesPerPixel) {
        this.bytesPerPixel = bytesPerPixel;
    }

    /** Bytes of one pixel. */
    public int bytesPerPixel() {
        return bytesPerPixel;
    }
}
