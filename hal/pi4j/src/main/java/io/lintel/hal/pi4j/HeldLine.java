package io.lintel.hal.pi4j;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A line this process holds: its level. Nothing is allocated after construction.
 *
 * <p>Threading: any thread.
 */
final class HeldLine implements AutoCloseable {
    private final Kernel kernel;
    private final int fd;
    private final String label;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment values = arena.allocate(LineValues.LAYOUT);
    private boolean closed;

    /** Takes over the descriptor that a line request gave. */
    HeldLine(Kernel kernel, int fd, String label) {
        this.kernel = kernel;
        this.fd = fd;
        this.label = label;
    }

    /** The line's name in messages. */
    String label() {
        return label;
    }

    /** For {@link EdgeReader}, which closes the line itself and so knows that it is open. */
    int fd() {
        return fd;
    }

    /**
     * The logical level now.
     *
     * @throws HalException {@code GONE}
     */
    synchronized boolean active() {
        requireOpen("read");
        LineValues.write(values, false);
        int result = kernel.ioctl(fd, Uapi.GET_VALUES, values);
        if (result < 0) {
            throw Failure.of(result, "read", label);
        }
        return LineValues.active(values);
    }

    /**
     * Drives an output.
     *
     * @throws HalException {@code GONE}
     */
    synchronized void drive(boolean active) {
        requireOpen("set");
        LineValues.write(values, active);
        int result = kernel.ioctl(fd, Uapi.SET_VALUES, values);
        if (result < 0) {
            throw Failure.of(result, "set", label);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Lets the line go: the kernel then leaves it to its pull resistor. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
            arena.close();
        }
    }

    private void requireOpen(String operation) {
        if (closed) {
            throw new HalException(HalErrorKind.GONE, operation, label, "the line was closed");
        }
    }
}
