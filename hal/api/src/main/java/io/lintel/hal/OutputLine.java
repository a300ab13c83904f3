package io.lintel.hal;

/**
 * A line this process drives, a relay's coil for example. Born in its initial state: there is no moment in which it is requested
 * and not yet set.
 *
 * <p>"Active" is what was asked of the hardware; the electrical state may differ when something else drives the wire.
 *
 * <p>Threading: one thread.
 */
public interface OutputLine extends AutoCloseable {
    /**
     * Drives the line. Returns when the kernel has it.
     *
     * @throws HalException {@code GONE} when the chip was unplugged
     */
    void set(boolean active);

    /** What was last asked. */
    boolean isActive();

    /** Returns the line to its initial state, then releases it. Never throws: a chip that is gone drives nothing. */
    @Override
    void close();
}
