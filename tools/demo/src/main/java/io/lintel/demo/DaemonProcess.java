package io.lintel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code lintel run} as a process of its own. */
final class DaemonProcess {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private final Process process;
    private final Path log;

    private DaemonProcess(Process process, Path log) {
        this.process = process;
        // Whatever ends the demonstration ends its daemon.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "daemon"));
        this.log = log;
    }

    /** Starts {@code lintel run}. */
    static DaemonProcess start(DoorConfiguration door) throws IOException {
        Path log = door.folder().resolve("daemon.log");
        List<String> command = command(List.of("-Dlintel.sim.trace=" + door.relayTrace()));
        command.addAll(List.of("run", "--config", door.file().toString()));
        return new DaemonProcess(launch(command, log), log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What it said last. */
    String lastWords(int lines) throws IOException {
        List<String> all = Files.readAllLines(log);
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** Asks it to stop (SIGTERM) and waits until it has; kills it when it does not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Not by -cp: ONNX Runtime 1.29 dies (SIGSEGV) in a process whose command line is longer than 4 KiB.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** This Java, with the options that {@code lintel} runs with. */
    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.add("io.lintel.cli.Main");
        return command;
    }
}
