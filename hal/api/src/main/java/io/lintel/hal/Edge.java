package io.lintel.hal;

/**
 * A change of an input.
 *
 * @param active the level after the change, logical
 * @param timestampNanos when the kernel saw it, on {@code CLOCK_MONOTONIC}
 * @param sequence grows by one for each edge of this line; a gap means that the kernel's buffer overflowed
 */
public record Edge(boolean active, long timestampNanos, long sequence) {}
