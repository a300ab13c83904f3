package io.lintel.hal.sim;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Paints the pictures of a {@link SimCamera}. Threading: called by whoever turns the camera, never by two threads at once.
 */
@FunctionalInterface
public interface FrameSource {
    /**
     * Paints one picture.
     *
     * @param index the picture's number, 0-based, growing by one with each step of the camera
     * @param pixels where to: all rows of the camera's mode, packed; holds an older picture's pixels, so everything must be painted
     */
    void paint(long index, MemorySegment pixels);

    /**
     * The same pictures as a sensor would give them: no two are alike to the bit, since each bears its number in its first eight bytes.
     * A door takes pictures that repeat for a recording.
     */
    default FrameSource unrepeated() {
        return (index, pixels) -> {
            paint(index, pixels);
            pixels.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, index);
        };
    }

    /** Every byte the same: grey of that level in BGR. */
    static FrameSource solid(int level) {
        return (index, pixels) -> pixels.fill((byte) level);
    }

    /**
     * Pictures in turn, over and over.
     *
     * @param pictures packed rows in the camera's format; each as long as the camera's frames
     */
    static FrameSource of(byte[]... pictures) {
        if (pictures.length == 0) {
            throw new IllegalArgumentException("no pictures; a frame source needs at least one");
        }
        MemorySegment[] segments = new MemorySegment[pictures.length];
        for (int i = 0; i < pictures.length; i++) {
            segments[i] = MemorySegment.ofArray(pictures[i].clone());
        }
        return (index, pixels) -> {
            MemorySegment picture = segments[(int) (index % segments.length)];
            if (picture.byteSize() != pixels.byteSize()) {
                throw new IllegalArgumentException(
                        "picture of " + picture.byteSize() + " bytes for a frame of " + pixels.byteSize());
            }
            pixels.copyFrom(picture);
        };
    }
}
