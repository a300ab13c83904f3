package io.lintel.cli;

import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.command.DoorSummary;
import io.lintel.core.control.AccessReport;
import io.lintel.core.control.Control;
import io.lintel.core.control.DoorReport;
import io.lintel.core.control.StatusReport;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
            String conditions = conditions(status.door().access());
            if (!conditions.isEmpty()) {
                console.out().println("access     " + conditions);
            }
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

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Let the always-open window that was ended, or waits for its first person, hold.")
    int resume(@Mixin ConfigOption config, @Mixin JsonOption json) {
        return act(config, json, Control::resume);
    }

    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            description = "Give the second factor for the face that waits, or that comes within door.second-factor-time.")
    int confirm(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Option(names = "--duress", description = "Grant as usual and raise an alarm that nothing shows at the door.")
                    boolean duress) {
        return act(config, json, control -> control.confirm(duress));
    }

    @Command(
            name = "forgive",
            mixinStandardHelpOptions = true,
            description = "Let anti-passback take a person, or everybody, to be on neither side.")
    int forgive(
            @Mixin ConfigOption config,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Whom; everybody if not given.") @Nullable String id) {
        Optional<PersonId> whom = Optional.ofNullable(id).map(UsageFailure::personId);
        return act(config, json, control -> control.forgive(whom));
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

    /** What is out of the ordinary, in words; empty for nothing. */
    private static String conditions(AccessReport access) {
        List<String> words = new ArrayList<>();
        switch (access.alwaysOpen()) {
            case NONE -> {}
            case CLOSED -> words.add("always open by \"" + access.schedule() + "\", closed now");
            case WAITING -> words.add("always open by \"" + access.schedule() + "\" until " + access.until()
                    + ", waits for its first person");
            case OPEN -> words.add("stands open by \"" + access.schedule() + "\" until " + access.until());
            case ENDED -> words.add("always open by \"" + access.schedule() + "\" until " + access.until()
                    + ", ended by an operator (lintel door resume)");
            case CLOCK_UNTRUSTED -> words.add("always open by \"" + access.schedule() + "\", but not by this clock");
        }
        if (!access.clockTrusted()) {
            words.add("CLOCK NOT TRUSTED: schedules and validity dates do not let anybody pass");
        }
        if (access.secondFactor() != SecondFactorRule.Kind.NONE) {
            words.add("second factor by " + access.secondFactor().name().toLowerCase(Locale.ROOT)
                    + (access.awaited().isEmpty() ? "" : ", awaited from " + access.awaited()));
        }
        if (access.antiPassback() != PassbackRule.Mode.OFF) {
            words.add("anti-passback " + access.antiPassback().name().toLowerCase(Locale.ROOT));
        }
        if (access.partnerOpen()) {
            words.add("INTERLOCK: the other door is not secure");
        }
        return String.join("; ", words);
    }

    private static String words(DoorReport door) {
        return words(DoorSummary.of(door));
    }

    static String words(DoorSummary door) {
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
