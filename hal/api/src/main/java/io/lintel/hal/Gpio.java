package io.lintel.hal;

import java.util.List;

/** The lines of a board. Threading: any thread. */
public interface Gpio extends AutoCloseable {
    /** Every line of every chip this process may see. */
    List<LineInfo> lines();

    /**
     * Requests an output in its initial state, in one step.
     *
     * @param initial the state it is born in and returns to on close: the safe one
     * @throws HalException {@code GONE} no such chip or line, {@code BUSY} held by another, {@code DENIED}, {@code UNSUPPORTED}
     */
    OutputLine output(LineSettings settings, boolean initial);

    /**
     * Requests an input with edge detection. One that is gone must be closed before its line is requested again: until then the
     * kernel may keep its interrupt ({@code BUSY}).
     *
     * @throws HalException as {@link #output}
     */
    InputLine input(LineSettings settings);

    /** Releases every line still open. */
    @Override
    void close();
}
