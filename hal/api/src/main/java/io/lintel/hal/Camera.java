package io.lintel.hal;

import java.util.Optional;

/**
 * A source of frames. Newest wins: it never queues, and what nobody took in time is dropped and counted.
 *
 * <p>Threading: one thread takes; {@link #close()} may come from another. A camera that failed stays failed: close it and open a
 * new one through its provider (the daemon's capture agent does, with back-off, for every back-end alike).
 */
public interface Camera extends AutoCloseable {
    /** What the device really delivers, known once open. */
    CameraMode mode();

    /**
     * The newest frame not yet taken; the caller closes it.
     *
     * @param timeoutNanos how long to wait for one; 0 looks once
     * @return empty when no new frame came in time (a stuck device is a time-out, not a hang)
     * @throws HalException {@code GONE} when the device went away or the stream ended, {@code CORRUPT} when it sends garbage
     */
    Optional<Frame> take(long timeoutNanos);

    /** Frames the device gave that nobody took, since it was opened. */
    long dropped();

    /** Stops the device. Frames still leased stay readable until closed. */
    @Override
    void close();
}
