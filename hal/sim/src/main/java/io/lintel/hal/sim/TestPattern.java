package io.lintel.hal.sim;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Eight colour bars, BGR, with a white square that moves 8 pixels a picture: every picture differs from the one before it.
 *
 * <p>Threading: one thread.
 */
final class TestPattern implements FrameSource {
    private static final int[] BARS_BGR = {0xFFFFFF, 0x00FFFF, 0xFFFF00, 0x00FF00, 0xFF00FF, 0x0000FF, 0xFF0000, 0x202020};
    private static final int STEP_PIXELS = 8;
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final int side;
    private final MemorySegment background;
    private final MemorySegment whiteRow;

    TestPattern(int width, int height) {
        this.width = width;
        this.height = height;
        this.side = Math.max(1, Math.min(width, height) / 4);
        byte[] pixels = new byte[width * height * CHANNELS];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = BARS_BGR[x * BARS_BGR.length / width];
                int at = (y * width + x) * CHANNELS;
                pixels[at] = (byte) (colour >> 16);
                pixels[at + 1] = (byte) (colour >> 8);
                pixels[at + 2] = (byte) colour;
            }
        }
        background = MemorySegment.ofArray(pixels);
        byte[] white = new byte[side * CHANNELS];
        Arrays.fill(white, (byte) 0xF0);
        whiteRow = MemorySegment.ofArray(white);
    }

    @Override
    public void paint(long index, MemorySegment pixels) {
        pixels.copyFrom(background);
        int left = (int) (index * STEP_PIXELS % (width - side + 1));
        int top = (height - side) / 2;
        for (int y = top; y < top + side; y++) {
            long at = ((long) y * width + left) * CHANNELS;
            MemorySegment.copy(whiteRow, 0, pixels, at, whiteRow.byteSize());
        }
    }
}
