package io.lintel.hal.pi4j;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;

/** A kernel whose only line has edges counted so. */
final class CountingKernel implements Kernel {
    private final ArrayDeque<Integer> sequences;

    CountingKernel(List<Integer> sequences) {
        this.sequences = new ArrayDeque<>(sequences);
    }

    @Override
    public int open(String path) {
        return -Uapi.ENOENT;
    }

    @Override
    public int close(int fd) {
        return 0;
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argument) {
        return 0;
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        new LineEvent(0, Uapi.EVENT_RISING, sequences.remove()).writeTo(buffer, 0);
        return (int) LineEvent.LAYOUT.byteSize();
    }

    @Override
    public int poll(MemorySegment pollFds, int timeoutMillis) {
        PollFd.ready(pollFds, 0, Uapi.POLLIN);
        return 1;
    }

    @Override
    public int eventFd() {
        return 2;
    }

    @Override
    public int signal(int eventFd) {
        return 8;
    }
}
