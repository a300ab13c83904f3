package io.lintel.hal.pi4j;

/**
 * A line on its open chip: between finding and requesting it, no other chip can take the number.
 *
 * @param chip the chip, which this owns
 * @param offset the line's place on it
 */
record FoundLine(Chip chip, int offset) implements AutoCloseable {
    @Override
    public void close() {
        chip.close();
    }
}
