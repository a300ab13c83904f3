package io.lintel.daemon.vision;

import io.lintel.hal.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Copies of frames for slow readers, an enrolment or a snapshot, so that the camera's own go back at once. */
public final class FrameCopy {
    private FrameCopy() {}

    /** A copy in memory of its own, freed by the garbage collector; closing it does nothing. */
    public static Frame of(Frame frame) {
        Frame copy = new Frame(0, frame.width(), frame.height(), frame.format(), Arena.ofAuto(), _ -> {});
        MemorySegment.copy(frame.pixels(), 0, copy.pixels(), 0, copy.pixels().byteSize());
        copy.stamp(frame.sequence(), frame.captureNanos());
        return copy;
    }
}
