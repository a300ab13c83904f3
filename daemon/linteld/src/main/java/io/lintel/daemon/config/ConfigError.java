package io.lintel.daemon.config;

import java.nio.file.Path;

/**
 * One thing wrong with the configuration.
 *
 * @param file in which file
 * @param line from 1; 0 if it is about the file as a whole
 * @param column from 1; 0 if it is about the file as a whole
 * @param message what is wrong and what to do
 */
public record ConfigError(Path file, int line, int column, String message) {
    /** {@code file:line:column: message}, the form editors jump to. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
