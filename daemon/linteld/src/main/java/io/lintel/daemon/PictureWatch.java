package io.lintel.daemon;

import io.lintel.hal.Frame;
import io.lintel.models.PictureDigest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sees that a camera lives but shows nothing: a picture that has not changed in a single bit for seconds is frozen (a real
 * sensor always has noise), one without light is covered or dark. Takes the light from 1,024 pixels a frame and allocates nothing.
 * Threading: its owner's.
 */
final class PictureWatch {
    /** What the picture is like. */
    enum View {
        FINE,
        FROZEN,
        DARK
    }

    private static final int SIDE = 32;
    private static final int DARK_MEAN = 6;

    private final long patienceNanos;
    private long lastDigest;
    private long changedNanos;
    private long lightNanos;
    private boolean begun;

    /** A watch that speaks up after this long. */
    PictureWatch(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** A camera was opened anew. */
    void reset() {
        begun = false;
    }

    /** Looks at a frame. */
    View observe(Frame frame, long nowNanos) {
        MemorySegment pixels = frame.pixels();
        int bytesPerPixel = frame.format().bytesPerPixel();
        // The middle byte of a BGR pixel is green, which carries most of the light.
        int channel = bytesPerPixel / 2;
        long digest = PictureDigest.of(frame);
        int sum = 0;
        for (int row = 0; row < SIDE; row++) {
            long line = (long) (row * frame.height() / SIDE) * frame.stride();
            for (int column = 0; column < SIDE; column++) {
                sum += pixels.get(ValueLayout.JAVA_BYTE, line + (long) (column * frame.width() / SIDE) * bytesPerPixel + channel) & 0xff;
            }
        }
        boolean light = sum >= DARK_MEAN * SIDE * SIDE;
        if (!begun || digest != lastDigest) {
            changedNanos = nowNanos;
        }
        if (!begun || light) {
            lightNanos = nowNanos;
        }
        lastDigest = digest;
        begun = true;
        if (nowNanos - lightNanos > patienceNanos) {
            return View.DARK;
        }
        return nowNanos - changedNanos > patienceNanos ? View.FROZEN : View.FINE;
    }
}
