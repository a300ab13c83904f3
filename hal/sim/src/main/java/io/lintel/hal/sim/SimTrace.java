package io.lintel.hal.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;

/**
 * Writes down what outputs do, a line each: {@code NANOS LINE 0|1}, the time on the simulation's clock, 1 for active. Whoever
 * wants to know what a relay really did reads it there instead of asking the one who drives it.
 *
 * <p>Threading: any thread, one at a time (the chip's lock sees to it).
 */
public final class SimTrace implements BiConsumer<String, SimChange> {
    private final Path file;

    /** Appends to this file, which is created when the first output is. */
    public SimTrace(Path file) {
        this.file = file;
    }

    @Override
    public void accept(String line, SimChange change) {
        String entry = change.nanos() + " " + line + " " + (change.active() ? 1 : 0) + "\n";
        try {
            Files.write(file, entry.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("simulated GPIO: cannot write the trace " + file, e);
        }
    }
}
