package io.lintel.models;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;

/** Lets OpenCV see native memory that Java allocated. */
final class Native {
    private Native() {}

    /** A pointer to the segment's first byte; the segment must outlive it. */
    static BytePointer pointer(MemorySegment segment) {
        return new BytePointer(segment.asByteBuffer());
    }
}
