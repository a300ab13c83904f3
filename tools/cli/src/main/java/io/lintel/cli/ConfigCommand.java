package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.ConfigError;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.config.ConfigReview;
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
            description = {
                "Check the configuration file and conf.d beside it; tells every error at once, with its line.",
                "What only the service can judge, such as a systemd credential, or may come later, such as the models, is a note.",
                "Exits with 1 if there are errors; notes do not count."
            })
    int check(@Mixin ConfigOption config, @Mixin JsonOption json) {
        Path file = config.path();
        ConfigReview review = new ConfigLoader().knowing(BackEnds.installed().names()).review(file);
        boolean correct = review.errors().isEmpty();
        if (json.wanted()) {
            console.json(Map.of("file", file.toString(), "errors", texts(review.errors()), "notes", texts(review.notes())));
            return correct ? 0 : 1;
        }
        review.errors().forEach(error -> console.err().println(error));
        review.notes().forEach(note -> console.err().println("note: " + note));
        if (correct) {
            console.out().println(file + ": correct");
        } else {
            console.err().println(file + ": " + review.errors().size() + (review.errors().size() == 1 ? " error" : " errors"));
        }
        return correct ? 0 : 1;
    }

    private static List<String> texts(List<ConfigError> told) {
        return told.stream().map(ConfigError::toString).toList();
    }
}
