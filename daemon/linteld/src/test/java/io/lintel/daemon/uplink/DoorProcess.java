package io.lintel.daemon.uplink;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.SimulatedDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real daemon with simulated devices and no models, as a process of its own that can be killed. */
final class DoorProcess {
    private final Path directory;
    private final Path config;
    private final JavaProcess java;

    /** Prepares a door in this directory, for a broker on this port; nothing is started yet. */
    DoorProcess(Path directory, String door, int port, JavaProcess java) throws IOException {
        this.directory = directory;
        this.java = java;
        this.config = SimulatedDoor.config(
                directory, door, SimulatedDoor.EYELESS, SimulatedDoor.mqtt(port, "ack = \"application\"\n"));
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

    /** What the relay was made to do since the last start: 0 at rest, 1 released. */
    List<String> relay() throws IOException {
        Path trace = trace();
        if (!Files.exists(trace)) {
            return List.of();
        }
        return Files.readAllLines(trace).stream()
                .filter(line -> line.matches("-?\\d+ RELAY [01]")) // the kill may cut the last one short
                .map(line -> line.substring(line.length() - 1))
                .toList();
    }

    /** Starts it, with these options for the Java virtual machine beside the usual ones. */
    Process start(String... options) throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(trace());
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dlintel.sim.trace=" + trace());
        return java.start(all, directory.resolve("log"), Entry.class, config.toString());
    }

    private Path trace() {
        return directory.resolve("trace");
    }
}
