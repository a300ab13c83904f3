package io.lintel.daemon.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One key of the configuration.
 *
 * @param name dotted; {@code *} stands for a model's role, or for a name that the operator gave
 * @param kind how its value is read and checked
 * @param fallback the value when the key is not there; empty if there is none
 * @param required whether the key must be there
 * @param example what to write where a required key is missing; empty for the others
 * @param <T> what the value becomes
 */
record Key<T>(String name, Kind<T> kind, Optional<T> fallback, boolean required, String example) {

    /** How a TOML value becomes a checked one. */
    interface Kind<T> {
        /**
         * Reads a value.
         *
         * @param value as the TOML parser gave it
         * @param origin where it was written
         * @throws IllegalArgumentException whose message completes the sentence "key: …"
         */
        T read(Object value, Origin origin);
    }

    /**
     * Where a value was written.
     *
     * @param directory the file's directory, absolute
     * @param environment the process's environment
     */
    record Origin(Path directory, Map<String, String> environment) {}

    static <T> Key<T> required(String name, Kind<T> kind, String example) {
        return new Key<>(name, kind, Optional.empty(), true, example);
    }

    static <T> Key<T> optional(String name, Kind<T> kind) {
        return new Key<>(name, kind, Optional.empty(), false, "");
    }

    static <T> Key<T> withDefault(String name, Kind<T> kind, T fallback) {
        return new Key<>(name, kind, Optional.of(fallback), false, "");
    }

    /** The same key for one model, or for one name. */
    Key<T> named(String each) {
        return new Key<>(name.replace("*", each), kind, fallback, required, example);
    }

    /** The table it lives in, dotted. */
    String table() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
