package io.lintel.hal;

/**
 * A line as the kernel describes it.
 *
 * @param chip the chip's label
 * @param offset the line's offset on its chip
 * @param name the line's name, empty if it has none
 * @param output true for an output
 * @param consumer who holds it, empty if it is free
 */
public record LineInfo(String chip, int offset, String name, boolean output, String consumer) {}
