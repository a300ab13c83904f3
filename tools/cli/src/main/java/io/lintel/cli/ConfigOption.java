package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, shared by every command that needs the door's configuration. */
final class ConfigOption {
    private static final Path DEFAULT = Path.of("/etc/lintel/lintel.toml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The door's configuration; default: $LINTEL_CONFIG, else /etc/lintel/lintel.toml.")
    private @Nullable Path file;

    Path path() {
        return named().orElse(DEFAULT);
    }

    /** The configuration that was named, by the option or the environment. */
    Optional<Path> named() {
        return Optional.ofNullable(file).or(() -> Optional.ofNullable(System.getenv("LINTEL_CONFIG")).map(Path::of));
    }

    /**
     * The configuration for a command that can do without: one that was named must be right, one at the default place is used if this
     * user may read it and it is right.
     */
    Optional<Config> ifThere(BackEnds backEnds) {
        ConfigLoader loader = new ConfigLoader().knowing(backEnds.names());
        if (named().isPresent()) {
            return Optional.of(loader.load(path()));
        }
        return Files.isReadable(DEFAULT) ? loader.review(DEFAULT).config() : Optional.empty();
    }
}
