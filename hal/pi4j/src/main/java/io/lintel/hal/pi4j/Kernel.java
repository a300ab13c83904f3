package io.lintel.hal.pi4j;

import java.lang.foreign.MemorySegment;

/**
 * The system calls a GPIO line needs. None throws for what the kernel refuses: a result below 0 is the negated {@code errno}.
 *
 * <p>Threading: any thread.
 */
interface Kernel {
    /** Opens a device for reading and writing, closed on exec. */
    int open(String path);

    /** Closes a descriptor. */
    int close(int fd);

    /** {@code ioctl(2)} with a structure the kernel reads and writes. */
    int ioctl(int fd, long request, MemorySegment argument);

    /** Reads up to the buffer's size; the result is in bytes. */
    int read(int fd, MemorySegment buffer);

    /**
     * Waits for descriptors.
     *
     * @param pollFds an array of {@link PollFd}
     * @param timeoutMillis how long; 0 looks once
     * @return how many are ready
     */
    int poll(MemorySegment pollFds, int timeoutMillis);

    /** A new {@code eventfd(2)}, by which one thread wakes another from {@link #poll}. */
    int eventFd();

    /** Makes an event descriptor readable, for good. */
    int signal(int eventFd);
}
