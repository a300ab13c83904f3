package io.lintel.hal.pi4j;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * An open {@code /dev/gpiochipN}. Lines requested through it outlive it.
 *
 * <p>Threading: the thread that opened it.
 */
final class Chip implements AutoCloseable {
    private final Kernel kernel;
    private final Path device;
    private final int fd;
    private final Arena arena = Arena.ofConfined();
    private final ChipInfo info;
    private boolean closed;

    /**
     * Opens a chip.
     *
     * @throws HalException {@code DENIED}, {@code GONE}, or {@code UNSUPPORTED} if the device is no GPIO chip
     */
    Chip(Kernel kernel, Path device) {
        this.kernel = kernel;
        this.device = device;
        int opened = kernel.open(device.toString());
        if (opened < 0) {
            arena.close();
            throw Failure.of(opened, "open GPIO chip", device.toString());
        }
        this.fd = opened;
        MemorySegment struct = arena.allocate(ChipInfo.LAYOUT);
        int result = kernel.ioctl(fd, Uapi.GET_CHIPINFO, struct);
        if (result < 0) {
            close();
            throw Failure.of(result, "ask GPIO chip", device.toString());
        }
        this.info = ChipInfo.of(struct);
    }

    /** Who it is. */
    ChipInfo info() {
        return info;
    }

    /** The N of {@code /dev/gpiochipN}. */
    int number() {
        return number(device);
    }

    /** The N of {@code gpiochipN}, -1 if the path is not of this form. */
    static int number(Path device) {
        String digits = String.valueOf(device.getFileName()).replaceFirst("^gpiochip", "");
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    }

    /** Describes one of its lines. */
    KernelLineInfo line(int offset) {
        MemorySegment struct = arena.allocate(KernelLineInfo.LAYOUT);
        KernelLineInfo.ask(struct, offset);
        int result = kernel.ioctl(fd, Uapi.GET_LINEINFO, struct);
        if (result < 0) {
            throw Failure.of(result, "ask about line", info.label() + "/" + offset);
        }
        return KernelLineInfo.of(struct);
    }

    /**
     * Requests a line.
     *
     * @param label the line's name in messages
     * @throws HalException {@code BUSY}, naming who holds it, and whatever else {@link Failure} knows
     */
    HeldLine request(LineRequest request, String label) {
        MemorySegment struct = arena.allocate(LineRequest.LAYOUT);
        request.writeTo(struct);
        int result = kernel.ioctl(fd, Uapi.GET_LINE, struct);
        if (result == -Uapi.EBUSY) {
            throw new HalException(HalErrorKind.BUSY, "request line", label, "held by " + holder(request.offset()), Uapi.EBUSY);
        }
        if (result < 0) {
            throw Failure.of(result, "request line", label);
        }
        return new HeldLine(kernel, LineRequest.fd(struct), label);
    }

    private String holder(int offset) {
        KernelLineInfo line = line(offset);
        if (!line.used()) {
            // seen on 6.1: the interrupt of an input that was open when its chip was unplugged is free only after that input is closed
            return "nobody, but its interrupt is; close the line that was open when the chip was unplugged";
        }
        String consumer = line.consumer().isEmpty() ? "the kernel (a driver or the device tree)" : "\"" + line.consumer() + "\"";
        return consumer + "; stop it or use another line";
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
            arena.close();
        }
    }
}
