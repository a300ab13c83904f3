package io.lintel.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code lintel version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version of Lintel and of its runtime.")
final class VersionCommand implements Runnable, IVersionProvider {
    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Map<String, String> facts = new TreeMap<>(Map.of(
                "lintel", lintel(),
                "java", System.getProperty("java.runtime.version", "unknown"),
                "os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                "arch", System.getProperty("os.arch", "unknown")));
        if (json.wanted()) {
            console.json(facts);
        } else {
            facts.forEach((name, value) -> console.out().println(name + " " + value));
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"lintel " + lintel()};
    }

    private static String lintel() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("working copy");
    }
}
