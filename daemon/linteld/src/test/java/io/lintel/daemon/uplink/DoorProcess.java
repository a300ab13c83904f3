package io.lintel.daemon.uplink;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Linteld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real daemon with simulated devices and no models, as a process of its own that can be killed. */
final class DoorProcess {
    private final Path directory;
    private final Path config;

    /** Prepares a door in this directory, for a broker on this port; nothing is started yet. */
    DoorProcess(Path directory, int port) throws IOException {
        this.directory = directory;
        this.config = Files.writeString(directory.resolve("lintel.toml"), """
                [site]
                id = "hq"
                [door]
                id = "front"
                [camera]
                source = "sim:lobby"
                [gpio]
                provider = "sim"
                [gpio.relay]
                line = "RELAY"
                [recognition]
                bundle = "none"
                [state]
                directory = "state"
                [mqtt]
                enabled = true
                url = "mqtt://127.0.0.1:%d"
                ack = "application"
                [control]
                socket = "socket"
                [board]
                provider = "sim"
                """.formatted(port));
    }

    /** The process. */
    static final class Entry {
        private Entry() {}

        public static void main(String[] args) {
            System.exit(Linteld.run(Path.of(args[0]), BackEnds.installed(), _ -> {}));
        }
    }

    Path socket() {
        return directory.resolve("socket");
    }

    Path state() {
        return directory.resolve("state");
    }

    Path journal() {
        return state().resolve("journal.db");
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Starts it, with these options for the Java virtual machine beside the usual ones. */
    Process start(String... options) throws IOException {
        Files.deleteIfExists(socket());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + directory.resolve("classes.jsa"),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Entry.class.getName(), config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
    }
}
