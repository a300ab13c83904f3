package io.lintel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the simulated relay says it did: one line for each time its line was driven, {@code NANOS LINE 0|1}. It is written at the
 * wire's far end, so it does not depend on what the daemon believes.
 */
final class RelayTrace {
    private RelayTrace() {}

    /** How many times a line went from inactive to active. */
    static long pulses(Path trace, String line) throws IOException {
        return Files.exists(trace) ? pulses(Files.readAllLines(trace), line) : 0;
    }

    static long pulses(List<String> changes, String line) {
        long pulses = 0;
        boolean active = false;
        for (String change : changes) {
            String[] words = change.split(" ", -1);
            if (words.length == 3 && words[1].equals(line)) {
                boolean now = words[2].equals("1");
                pulses += now && !active ? 1 : 0;
                active = now;
            }
        }
        return pulses;
    }
}
