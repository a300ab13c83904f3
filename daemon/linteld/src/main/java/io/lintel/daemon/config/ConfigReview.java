package io.lintel.daemon.config;

import java.util.List;
import java.util.Optional;

/**
 * Everything that can be said about a configuration without running it.
 *
 * @param config what it says; also there when only files that it names are in error
 * @param errors what keeps the daemon from starting
 * @param notes what could not be judged by this user, or may come later
 */
public record ConfigReview(Optional<Config> config, List<ConfigError> errors, List<ConfigError> notes) {
    /** Keeps its own copies. */
    public ConfigReview {
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }
}
