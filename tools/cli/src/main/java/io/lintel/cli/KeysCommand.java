package io.lintel.cli;

import io.lintel.core.command.CommandKey;
import io.lintel.core.control.Control;
import io.lintel.core.control.RotationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lintel keys}: what seals the people's data, and what operators sign commands with. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Change the key of the people's data; make and show the keys that operators sign remote commands with.",
        synopsisSubcommandLabel = "COMMAND")
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

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = {
                "Make a key pair: the private key in FILE (mode 0600), which stays with its owner; the public key in FILE.pub, which is"
                        + " copied to the doors and named in their mqtt.command-keys."
            })
    int create(@Parameters(paramLabel = "FILE", description = "Where the private key goes; must not exist.") Path file) {
        Path open = KeyFiles.publicKey(file);
        for (Path each : new Path[] {file, open}) {
            if (Files.exists(each)) {
                throw new CommandFailure(each + " exists already", "choose another name, or move it away first");
            }
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            CommandKey key = CommandKey.of(pair.getPublic());
            KeyFiles.write(file, CommandKey.toPem(pair.getPrivate()), "rw-------");
            KeyFiles.write(open, key.toPem(), "rw-r--r--");
            console.out().println(key.id());
            console.err().println("lintel: the private key is in " + file + ", the public one in " + open);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("the key cannot be written: " + e, "choose a folder that you may write to");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java runtime has Ed25519", e);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print the id of a public key, as events and logs of the doors name it.")
    int show(@Parameters(paramLabel = "FILE", description = "A public key (FILE.pub), or the private key beside it.") Path file) {
        console.out().println(KeyFiles.identity(file.toString().endsWith(".pub") ? file : KeyFiles.publicKey(file)).id());
        return 0;
    }
}
