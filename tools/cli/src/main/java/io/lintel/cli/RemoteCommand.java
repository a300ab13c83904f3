package io.lintel.cli;

import io.lintel.core.command.CommandReason;
import io.lintel.core.command.CommandReply;
import io.lintel.core.command.CommandReply.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel remote}: another door, over its broker, by signed commands. */
@Command(
        name = "remote",
        mixinStandardHelpOptions = true,
        description = {
            "Operate a door over its MQTT broker. Commands are signed; the door must know the public key (mqtt.command-keys) and allow"
                    + " the command (mqtt.command-allow).",
            "Exits with 1 if the door refuses, fails, or does not answer."
        },
        synopsisSubcommandLabel = "COMMAND")
final class RemoteCommand {
    private final Console console;

    RemoteCommand(Console console) {
        this.console = console;
    }

    @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Unlock for a while.")
    int unlock(
            @Mixin RemoteOptions options,
            @Mixin JsonOption json,
            @Option(names = "--seconds", defaultValue = "5", description = "How long; the door's settings limit it; default: 5.")
                    double seconds) {
        UsageFailure.unlessWithin("--seconds", seconds, 0.1, 86_400);
        return ask(options, json, new io.lintel.core.command.Command.Unlock(Duration.ofMillis(Math.round(seconds * 1_000))));
    }

    @Command(name = "lock", mixinStandardHelpOptions = true, description = "Lock at once.")
    int lock(@Mixin RemoteOptions options, @Mixin JsonOption json) {
        return ask(options, json, new io.lintel.core.command.Command.Lock());
    }

    @Command(
            name = "lockdown",
            mixinStandardHelpOptions = true,
            description = "Refuse everybody but fire alarm and request to exit, until switched off.")
    int lockdown(
            @Mixin RemoteOptions options,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "on|off", description = "Begin or end it.") DoorCommand.Switch state) {
        return ask(options, json, new io.lintel.core.command.Command.Lockdown(state == DoorCommand.Switch.ON));
    }

    @Command(name = "confirm", mixinStandardHelpOptions = true, description = "Give the second factor that the door waits for.")
    int confirm(
            @Mixin RemoteOptions options,
            @Mixin JsonOption json,
            @Option(names = "--duress", description = "Under duress: all goes on as usual, and an alarm is raised silently.") boolean duress) {
        return ask(options, json, new io.lintel.core.command.Command.Confirm(duress));
    }

    private int ask(RemoteOptions options, JsonOption json, io.lintel.core.command.Command command) {
        CommandReply reply = RemoteConnection.ask(options, command);
        if (json.wanted()) {
            console.json(asMap(reply));
        } else {
            reply.door().ifPresent(door -> console.out().println(DoorCommand.words(door)));
        }
        if (reply.result() == Result.DONE) {
            return 0;
        }
        console.err().println("lintel: " + options.site() + "/" + options.door() + " " + reply.result().wire() + " the command: "
                + reply.reason().map(CommandReason::words).orElse("it does not say why"));
        return 1;
    }

    private static Map<String, Object> asMap(CommandReply reply) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("result", reply.result().wire());
        reply.reason().ifPresent(reason -> map.put("reason", reason.wire()));
        reply.door().ifPresent(door -> map.put("door", door));
        return map;
    }
}
