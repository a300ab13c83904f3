package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/** {@code struct pollfd} (include/uapi/asm-generic/poll.h), 8 bytes: {@code fd}, {@code events}, {@code revents}. */
final class PollFd {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private static final VarHandle FD = LAYOUT.varHandle(groupElement("fd"));
    private static final VarHandle EVENTS = LAYOUT.varHandle(groupElement("events"));
    private static final VarHandle REVENTS = LAYOUT.varHandle(groupElement("revents"));

    private PollFd() {}

    /** Fills in which descriptor is waited for, until it is readable. */
    static void write(MemorySegment pollFds, int index, int fd) {
        FD.set(pollFds, index * LAYOUT.byteSize(), fd);
        EVENTS.set(pollFds, index * LAYOUT.byteSize(), Uapi.POLLIN);
    }

    static int fd(MemorySegment pollFds, int index) {
        return (int) FD.get(pollFds, index * LAYOUT.byteSize());
    }

    /** What became of it: {@code POLL…}. */
    static short ready(MemorySegment pollFds, int index) {
        return (short) REVENTS.get(pollFds, index * LAYOUT.byteSize());
    }

    /** Writes what became of it, as the kernel does. */
    static void ready(MemorySegment pollFds, int index, short events) {
        REVENTS.set(pollFds, index * LAYOUT.byteSize(), events);
    }
}
