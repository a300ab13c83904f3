package io.lintel.hal.sim;

/**
 * What an output did.
 *
 * @param active the logical state asked for
 * @param high what that put on the wire
 * @param nanos when, on the simulation's clock
 */
public record SimChange(boolean active, boolean high, long nanos) {}
