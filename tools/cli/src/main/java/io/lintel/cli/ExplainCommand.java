package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.ExplainReport;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lintel explain}: why faces were or were not used. */
@Command(name = "explain", mixinStandardHelpOptions = true, description = "Say why faces were or were not used, and what was decided.")
final class ExplainCommand implements Runnable {
    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        try (Control control = DoorConnection.running(config.path())) {
            ExplainReport report = control.explain();
            if (json.wanted()) {
                console.json(report);
                return;
            }
            console.out().println("since " + report.since() + ": " + report.frames() + " frames analysed, " + report.still()
                    + " spared because nothing moved");
            console.out().println(report.faces() + " faces found, " + report.used() + " compared with the gallery");
            console.out().println(report.passersBy() + " left without having come to the door: too far away, or on their way past it");
            counts("put aside", report.flaws());
            counts("decisions", report.decisions());
        }
    }

    private void counts(String title, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        console.out().println(title + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(count -> console.out().println("  %8d  %s".formatted(count.getValue(), count.getKey())));
    }
}
