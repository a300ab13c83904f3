package io.lintel.cli;

import io.lintel.daemon.config.ConfigException;
import io.lintel.daemon.config.ConfigLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lintel config}: the door's configuration. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Check the door's configuration.",
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
    private final Console console;

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Check the configuration file and conf.d beside it; tells every error at once, with its line.")
    int check(@Mixin ConfigOption config, @Mixin JsonOption json) {
        Path file = config.path();
        try {
            new ConfigLoader().load(file);
            if (json.wanted()) {
                console.json(Map.of("file", file.toString(), "errors", List.of()));
            } else {
                console.out().println(file + ": correct");
            }
            return 0;
        } catch (ConfigException e) {
            if (json.wanted()) {
                console.json(Map.of("file", file.toString(), "errors", e.errors().stream().map(Object::toString).toList()));
            } else {
                e.errors().forEach(error -> console.err().println(error));
                console.err().println(file + ": " + e.errors().size() + (e.errors().size() == 1 ? " error" : " errors"));
            }
            return 1;
        }
    }
}
