package io.lintel.hal;

import java.util.Optional;

/**
 * A line this process reads, a door contact for example.
 *
 * <p>Threading: one thread; {@link #close()} may come from another and wakes a waiting {@link #await}.
 */
public interface InputLine extends AutoCloseable {
    /**
     * The level now.
     *
     * @throws HalException {@code GONE} when the chip was unplugged
     */
    boolean isActive();

    /**
     * The next edge, oldest first.
     *
     * @param timeoutNanos how long to wait; 0 looks once
     * @return empty when there was none in time
     * @throws HalException {@code GONE} when the chip was unplugged (noticed within a second at the latest) or the line closed
     */
    Optional<Edge> await(long timeoutNanos);

    /** Releases the line. */
    @Override
    void close();
}
