package io.lintel.hal.pi4j;

import io.lintel.hal.Edge;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The edges of an input, out of the kernel's buffer.
 *
 * <p>A poll that began before its chip was unplugged is never woken (seen on Linux 6.1), and older kernels do not even tell a
 * poll that began after. So no poll lasts longer than {@link #SLICE_NANOS}, and as often the line is read to see whether it
 * still answers.
 *
 * <p>Threading: one thread awaits; {@link #close} may come from any other and wakes it through an event descriptor. The kernel's
 * descriptors are closed only after the waiting thread has left the kernel, so that no number is used twice.
 */
final class EdgeReader implements AutoCloseable {
    /** The longest single poll, and the time between two looks at whether the chip is still there. */
    static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int EVENTS = 16;
    private static final int LINE = 0;
    private static final int WAKE = 1;

    private final Kernel kernel;
    private final HeldLine line;
    private final LongSupplier nanos;
    private final int wakeFd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment pollFds = arena.allocate(PollFd.LAYOUT, 2);
    private final MemorySegment events = arena.allocate(LineEvent.LAYOUT, EVENTS);
    private final ReentrantLock inKernel = new ReentrantLock();
    private volatile boolean closing;
    private int next;
    private int count;
    private long sequence;
    private long seenAliveNanos;

    /** Reads a line's edges and owns the line. */
    EdgeReader(Kernel kernel, HeldLine line, LongSupplier nanos) {
        this.kernel = kernel;
        this.line = line;
        this.nanos = nanos;
        this.wakeFd = kernel.eventFd();
        if (wakeFd < 0) {
            arena.close();
            line.close();
            throw Failure.of(wakeFd, "make event descriptor for", line.label());
        }
        PollFd.write(pollFds, LINE, line.fd());
        PollFd.write(pollFds, WAKE, wakeFd);
        this.seenAliveNanos = nanos.getAsLong();
    }

    /** As {@link io.lintel.hal.InputLine#await}. */
    Optional<Edge> await(long timeoutNanos) {
        inKernel.lock();
        try {
            long start = nanos.getAsLong();
            while (true) {
                requireOpen();
                if (next < count) {
                    return Optional.of(edge(LineEvent.of(events, next++)));
                }
                long left = timeoutNanos - (nanos.getAsLong() - start);
                int result = kernel.poll(pollFds, millis(Math.min(left, SLICE_NANOS)));
                if (result == -Uapi.EINTR) {
                    continue;
                }
                if (result < 0) {
                    throw Failure.of(result, "await edge", line.label());
                }
                if (!collect() && nanos.getAsLong() - start >= timeoutNanos) {
                    return Optional.empty();
                }
            }
        } finally {
            inKernel.unlock();
        }
    }

    @Override
    public synchronized void close() {
        if (line.isClosed()) {
            return;
        }
        closing = true;
        kernel.signal(wakeFd);
        inKernel.lock(); // once the waiter has left
        try {
            line.close();
            kernel.close(wakeFd);
            arena.close();
        } finally {
            inKernel.unlock();
        }
    }

    /** Takes what a poll brought; true if there are edges now. */
    private boolean collect() {
        requireOpen();
        short ready = PollFd.ready(pollFds, LINE);
        if ((ready & Uapi.POLLIN) != 0) {
            int bytes = kernel.read(line.fd(), events);
            if (bytes < 0 && bytes != -Uapi.EINTR && bytes != -Uapi.EAGAIN) {
                throw Failure.of(bytes, "await edge", line.label());
            }
            next = 0;
            count = Math.max(bytes, 0) / (int) LineEvent.LAYOUT.byteSize();
            seenAliveNanos = nanos.getAsLong();
            return count > 0;
        }
        if ((ready & (Uapi.POLLERR | Uapi.POLLHUP | Uapi.POLLNVAL)) != 0) {
            throw Failure.of(-Uapi.ENODEV, "await edge", line.label());
        }
        if (nanos.getAsLong() - seenAliveNanos >= SLICE_NANOS) {
            line.active(); // GONE if the chip is
            seenAliveNanos = nanos.getAsLong();
        }
        return false;
    }

    private Edge edge(LineEvent event) {
        // the kernel's 32 bits go on in 64: a gap stays a gap, a wrap becomes none
        sequence += Integer.toUnsignedLong(event.lineSequence() - (int) sequence);
        return new Edge(event.active(), event.timestampNanos(), sequence);
    }

    private void requireOpen() {
        if (closing) {
            throw new HalException(HalErrorKind.GONE, "await edge", line.label(), "the line was closed");
        }
    }

    /** Rounded up: rounded down, the last millisecond would be spent polling with no time-out at all. */
    private static int millis(long nanosLeft) {
        return (int) ((Math.max(nanosLeft, 0) + 999_999) / 1_000_000);
    }
}
