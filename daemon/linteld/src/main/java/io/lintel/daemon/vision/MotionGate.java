package io.lintel.daemon.vision;

import io.lintel.hal.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Spares the detector an empty corridor: divides the picture into 32 × 24 cells, takes each cell's mean light from sixteen
 * samples, and calls it motion when two cells have changed by more than noise does since the frame before. Errs toward looking: a
 * still scene is looked at now and then, and whoever is busy with a face says so and is never spared a frame. Allocates nothing.
 * Threading: the vision agent's.
 */
public final class MotionGate {
    private static final int COLUMNS = 32;
    private static final int ROWS = 24;
    private static final int SAMPLES = 4;
    /** Sixteen samples' mean moves by less than this from sensor noise and video compression. */
    private static final int CELL_CHANGE = 10;
    private static final int CELLS_MOVED = 2;

    private final MotionSettings settings;
    private final long stillAfterNanos;
    private final long lookEveryNanos;
    private final int[] cells = new int[COLUMNS * ROWS];
    private boolean begun;
    private long movedNanos;
    private long lookedNanos;

    /** A gate that is open at first. */
    public MotionGate(MotionSettings settings) {
        this.settings = settings;
        this.stillAfterNanos = settings.stillAfter().toNanos();
        this.lookEveryNanos = settings.lookEvery().toNanos();
    }

    /**
     * Whether this frame is worth a look.
     *
     * @param busy a face is being followed: do not spare the frame
     */
    public boolean look(Frame frame, boolean busy, long nowNanos) {
        if (!settings.enabled()) {
            return true;
        }
        if (moved(frame) || busy || !begun) {
            movedNanos = nowNanos;
        }
        begun = true;
        if (nowNanos - movedNanos <= stillAfterNanos || nowNanos - lookedNanos >= lookEveryNanos) {
            lookedNanos = nowNanos;
            return true;
        }
        return false;
    }

    private boolean moved(Frame frame) {
        MemorySegment pixels = frame.pixels();
        int bytes = frame.format().bytesPerPixel();
        int stride = frame.stride();
        int moved = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int sum = 0;
                for (int y = 0; y < SAMPLES; y++) {
                    long line = (long) ((row * SAMPLES + y) * frame.height() / (ROWS * SAMPLES)) * stride;
                    for (int x = 0; x < SAMPLES; x++) {
                        int pixel = (column * SAMPLES + x) * frame.width() / (COLUMNS * SAMPLES);
                        // The middle byte of a BGR pixel is green, which carries most of the light.
                        sum += pixels.get(ValueLayout.JAVA_BYTE, line + (long) pixel * bytes + bytes / 2) & 0xff;
                    }
                }
                int mean = sum / (SAMPLES * SAMPLES);
                int cell = row * COLUMNS + column;
                if (Math.abs(mean - cells[cell]) > CELL_CHANGE) {
                    moved++;
                }
                cells[cell] = mean;
            }
        }
        return moved >= CELLS_MOVED;
    }
}
