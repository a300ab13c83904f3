package io.lintel.hal.contract;

import io.lintel.hal.Gpio;

/**
 * A bench for {@link GpioContract}: a back-end with the other end of its wires. One chip with an output, an input, and nothing
 * held or driven; made anew for each test.
 */
public interface GpioRig extends AutoCloseable {
    /** The back-end under test. */
    Gpio gpio();

    /** Lets another program hold a line of the chip until it is let go. */
    AutoCloseable occupy(String line);

    /** Under which name that other program holds it. */
    String occupant();

    /** The chip's label. */
    String chip();

    /** A line that can be an output. */
    String output();

    /** A line that can be an input. */
    String input();

    /** Puts a line on supply or ground, from outside. */
    void driveHigh(String line, boolean high);

    /** Whether a line is on supply, measured from outside. */
    boolean isHigh(String line);

    /** Now, on the clock that edges are stamped with. */
    long nanos();

    /** Pulls the chip out. */
    void unplug();

    /** Plugs it in again, lines free. */
    void replug();

    /** Whether the operating system can be made to refuse requests of the calling thread. */
    boolean canDeny();

    /** Makes it refuse, or stop refusing. */
    void deny(boolean refuse);

    @Override
    void close();
}
