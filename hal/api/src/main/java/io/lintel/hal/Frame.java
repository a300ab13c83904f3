package io.lintel.hal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One picture in native memory, leased from a camera's fixed pool.
 *
 * <p>Ownership: the camera fills the frame and hands it out by {@link Camera#take}; whoever took it reads the pixels and gives
 * it back by {@link #close()}, once, from any thread. After that the camera may overwrite it. The object, its memory and its
 * {@link #slot()} never change, so a reader may cache a view (an OpenCV header, say) per slot and allocate nothing per frame.
 */
public final class Frame implements AutoCloseable {
    /** Takes a frame back into its pool; called from the thread that closes the frame. */
    @FunctionalInterface
    public interface Owner {
        /** The frame's lease has ended. */
        void release(Frame frame);
    }

    private final int slot;
    private final int width;
    private final int height;
    private final PixelFormat format;
    private final MemorySegment pixels;
    private final Owner owner;
    private long sequence;
    private long captureNanos;

    /**
     * Allocates a frame's native memory, 64-byte aligned, rows packed without padding.
     *
     * @param slot this frame's index in its pool, 0-based
     * @param width pixels a row, 1..16384
     * @param height rows, 1..16384
     */
    public Frame(int slot, int width, int height, PixelFormat format, Arena arena, Owner owner) {
        if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
            throw new IllegalArgumentException("frame of " + width + " × " + height + " pixels; each side must be 1..16384");
        }
        this.slot = slot;
        this.width = width;
        this.height = height;
        this.format = format;
        this.pixels = arena.allocate((long) width * height * format.bytesPerPixel(), 64);
        this.owner = owner;
    }

    /** This frame's index in its pool: stable for the life of the camera. */
    public int slot() {
        return slot;
    }

    /** Pixels a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** How to read the bytes. */
    public PixelFormat format() {
        return format;
    }

    /** Bytes from one row to the next. */
    public int stride() {
        return width * format.bytesPerPixel();
    }

    /** The pixels, row by row; valid while leased. */
    public MemorySegment pixels() {
        return pixels;
    }

    /** The camera's frame counter: grows by one for each frame the device gave, so gaps are dropped frames. */
    public long sequence() {
        return sequence;
    }

    /** When the light fell on the sensor, on {@code CLOCK_MONOTONIC} (the clock of {@link System#nanoTime()}). */
    public long captureNanos() {
        return captureNanos;
    }

    /** For the camera that fills this frame, before handing it out. */
    public void stamp(long sequence, long captureNanos) {
        this.sequence = sequence;
        this.captureNanos = captureNanos;
    }

    /** Gives the frame back to its camera. */
    @Override
    public void close() {
        owner.release(this);
    }
}
