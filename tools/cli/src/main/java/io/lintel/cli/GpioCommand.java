package io.lintel.cli;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.hal.Bias;
import io.lintel.hal.Gpio;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel gpio}: the board's lines, without the daemon. */
@Command(
        name = "gpio",
        mixinStandardHelpOptions = true,
        description = "List, read and pulse the board's GPIO lines.",
        synopsisSubcommandLabel = "COMMAND")
final class GpioCommand {
    private final Console console;

    GpioCommand(Console console) {
        this.console = console;
    }

    /** Which line, by name and wiring. */
    static final class LineArguments {
        @Parameters(paramLabel = "LINE", description = "The line's name (GPIO17, door-relay) or its offset.")
        private String line = "";

        @Option(names = "--chip", paramLabel = "LABEL", description = "The chip's label; default: search all chips.")
        private String chip = "";

        @Option(names = "--active-low", description = "The electrical low level means active.")
        private boolean activeLow;

        LineSettings settings() {
            return new LineSettings(chip, line, activeLow, Bias.AS_IS, Duration.ZERO);
        }
    }

    /** {@code --provider}, or the door's. */
    static final class ProviderOption {
        @Mixin
        private final ConfigOption config = new ConfigOption();

        @Option(names = "--provider", description = "The back-end: pi4j or sim; default: the configuration's, else pi4j.")
        private @Nullable String name;

        Gpio open() {
            BackEnds backEnds = BackEnds.installed();
            String chosen = Optional.ofNullable(name)
                    .or(() -> config.ifThere(backEnds).map(door -> door.gpio().provider()))
                    .orElse("pi4j");
            return backEnds.gpio(chosen).open();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List every line of every chip.")
    int list(@Mixin ProviderOption provider, @Mixin JsonOption json) {
        try (Gpio gpio = provider.open()) {
            List<LineInfo> lines = gpio.lines();
            if (json.wanted()) {
                console.json(lines);
            } else {
                console.table(
                        List.of("CHIP", "OFFSET", "NAME", "DIRECTION", "HELD BY"),
                        lines.stream()
                                .map(line -> List.of(
                                        line.chip(),
                                        Integer.toString(line.offset()),
                                        line.name(),
                                        line.output() ? "output" : "input",
                                        line.consumer()))
                                .toList());
            }
        }
        return 0;
    }

    @Command(
            name = "safe",
            mixinStandardHelpOptions = true,
            description = {
                "Drive the configured outputs, the lock first, to rest and let them go.",
                "The service does it after the daemon has died; a running daemon holds its lines, and they are left to it."
            })
    int safe(@Mixin ConfigOption config) {
        Config door = DoorConnection.configuration(config.path());
        try (Gpio gpio = BackEnds.installed().gpio(door.gpio().provider()).open()) {
            List<String> failures = new RestingLines(gpio, door.gpio()).rest();
            failures.forEach(failure -> console.err().println("lintel: " + failure));
            return failures.isEmpty() ? 0 : 1;
        }
    }

    @Command(name = "read", mixinStandardHelpOptions = true, description = "Read an input once: active or inactive.")
    int read(@Mixin LineArguments line, @Mixin ProviderOption provider, @Mixin JsonOption json) {
        LineSettings settings = line.settings();
        try (Gpio gpio = provider.open();
                InputLine input = gpio.input(settings)) {
            boolean active = input.isActive();
            if (json.wanted()) {
                console.json(Map.of("line", settings.label(), "active", active));
            } else {
                console.out().println(active ? "active" : "inactive");
            }
        }
        return 0;
    }

    @Command(
            name = "pulse",
            mixinStandardHelpOptions = true,
            description = "Make an output active for a moment, then inactive again: does the strike click?")
    int pulse(
            @Mixin LineArguments line,
            @Mixin ProviderOption provider,
            @Option(names = "--millis", defaultValue = "500", description = "How long, 10..10000 ms; default: 500.")
                    int millis)
            throws InterruptedException {
        UsageFailure.unlessWithin("--millis", millis, 10, 10_000);
        LineSettings settings = line.settings();
        try (Gpio gpio = provider.open();
                OutputLine output = gpio.output(settings, false)) {
            output.set(true);
            Thread.sleep(millis);
            output.set(false);
        }
        console.out().println(settings.label() + ": active for " + millis + " ms, inactive again");
        return 0;
    }
}
