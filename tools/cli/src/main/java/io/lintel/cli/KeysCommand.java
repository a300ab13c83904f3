package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.RotationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lintel keys}: what seals and what signs. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Change the door's keys.", synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {
    private final Console console;

    KeysCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Encrypt everything about the people with a new key, and replace the key file.",
                "Where the key file is a credential or lies in a folder that the service may not write, it stays; to replace it, put the"
                        + " new one in its place, keep the old one beside it as NAME.old, and restart the service."
            })
    int rotate(@Mixin ConfigOption config, @Mixin JsonOption json) {
        try (Control control = DoorConnection.open(config.path())) {
            RotationReport report = control.rotateKeys();
            if (json.wanted()) {
                console.json(report);
                return 0;
            }
            console.out().println("the data of " + report.people() + " people are encrypted with a new key; "
                    + (report.keyFileReplaced()
                            ? "the key file is a new one: back it up now, the old backup opens nothing any more"
                            : "the key file is kept elsewhere and stays as it is"));
            return 0;
        }
    }
}
