package io.lintel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the system's service manager about Lintel's unit. */
@FunctionalInterface
interface ServiceQuery {
    /** A property of the unit, as {@code systemctl show} prints it; empty where there is no systemd or no such unit. */
    Optional<String> property(String name);

    /** The running systemd. */
    static ServiceQuery systemd() {
        return name -> Files.isDirectory(Path.of("/run/systemd/system")) ? show(name) : Optional.empty();
    }

    private static Optional<String> show(String name) {
        try {
            Process process = new ProcessBuilder("systemctl", "show", "lintel.service", "--property=" + name, "--value")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String value = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
