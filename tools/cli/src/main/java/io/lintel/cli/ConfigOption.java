package io.lintel.cli;

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
        return Optional.ofNullable(file)
                .or(() -> Optional.ofNullable(System.getenv("LINTEL_CONFIG")).map(Path::of))
                .orElse(DEFAULT);
    }
}
