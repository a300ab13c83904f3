package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.StatusReport;
import io.lintel.daemon.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel door}: the running door. */
@Command(
        name = "door",
        mixinStandardHelpOptions = true,
        description = "Show and operate the door.",
        synopsisSubcommandLabel = "COMMAND")
final class DoorCommand {
    private final Console console;

    DoorCommand(Console console) {
        this.console = console;
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "The door and the daemon in one page.")
    int status(@Mixin ConfigOption config, @Mixin JsonOption json) {
        try (Control control = DoorConnection.running(config.path())) {
            StatusReport status = control.status();
            if (json.wanted()) {
                console.json(status);
                return 0;
            }
            console.out().println("door       " + status.site() + "/" + status.doorId() + "  " + words(status.door()));
            console.out().println("camera     " + status.camera().source() + "  " + status.camera().mode() + "  "
                    + status.camera().frames() + " frames, " + status.camera().dropped() + " dropped");
            console.out().println("faces      " + status.recognition().bundle() + " on " + status.recognition().provider() + "  "
                    + status.recognition().people() + " people, liveness " + status.recognition().liveness());
            console.out().println("journal    event " + status.journal().lastSeq() + ", " + status.journal().pending()
                    + " not acknowledged, uplink " + status.journal().uplink()
                    + (status.journal().waiting() > 0 ? ", " + status.journal().waiting() + " waiting in memory" : ""));
            if (status.latency().count() > 0) {
                console.out().println(String.format(
                        Locale.ROOT,
                        "latency    capture → relay p50 %.0f ms, p95 %.0f ms, max %.0f ms over %d grants",
                        status.latency().p50(), status.latency().p95(), status.latency().max(), status.latency().count()));
            }
            console.out().println();
            console.table(
                    List.of("COMPONENT", "STATE", "SINCE", "DETAIL"),
                    status.health().components().stream()
                            .map(part -> List.of(
                                    part.component(),
                                    part.state().name().toLowerCase(Locale.ROOT),
                                    part.since().toString(),
                                    part.todo().isEmpty() ? part.detail() : part.detail() + "; " + part.todo()))
                            .toList());
        }
        return 0;
    }

    @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Unlock for a while.")
    int unlock(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Option(names = "--seconds", defaultValue = "5", description = "How long; the door's settings limit it; default: 5.")
                    double seconds) {
        UsageFailure.unlessWithin("--seconds", seconds, 0.1, 86_400);
        Config door = DoorConnection.configuration(config.path());
        Duration wanted = Duration.ofMillis(Math.round(seconds * 1_000));
        Duration most = door.door().settings().maxOperatorUnlock();
        try (Control control = DoorConnection.running(door)) {
            DoorReport report = control.unlock(wanted);
            boolean cut = wanted.compareTo(most) > 0 && report.relockMillis() > 0 && report.relockMillis() <= most.toMillis();
            String told = "for " + spoken(most) + ", the most this door allows (door.max-operator-unlock)";
            if (json.wanted()) {
                console.json(report);
                if (cut) {
                    console.err().println("lintel: unlocked " + told);
                }
            } else {
                console.out().println(words(report) + (cut ? "; " + told : ""));
            }
        }
        return 0;
    }

    @Command(name = "lock", mixinStandardHelpOptions = true, description = "Lock at once.")
    int lock(@Mixin ConfigOption config, @Mixin JsonOption json) {
        return act(config, json, Control::lock);
    }

    @Command(
            name = "lockdown",
            mixinStandardHelpOptions = true,
            description = "Refuse everybody but fire alarm and request to exit, until switched off.")
    int lockdown(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "on|off", description = "Begin or end it.") Switch state) {
        return act(config, json, control -> control.lockdown(state == Switch.ON));
    }

    /** On or off. */
    enum Switch {
        ON,
        OFF
    }

    private int act(ConfigOption config, JsonOption json, Function<Control, DoorReport> action) {
        try (Control control = DoorConnection.running(config.path())) {
            DoorReport door = action.apply(control);
            if (json.wanted()) {
                console.json(door);
            } else {
                console.out().println(words(door));
            }
        }
        return 0;
    }

    private static String spoken(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toMillis() / 1_000.0 + " s";
    }

    static String words(DoorReport door) {
        StringBuilder words = new StringBuilder(door.state().name().toLowerCase(Locale.ROOT));
        if (door.relockMillis() > 0) {
            words.append(", locks in ").append(door.relockMillis() / 1_000.0).append(" s");
        }
        if (!door.relay()) {
            words.append(", RELAY OFFLINE");
        }
        if (!door.recording()) {
            words.append(", NOT RECORDING: no face is granted");
        }
        return words.toString();
    }
}
