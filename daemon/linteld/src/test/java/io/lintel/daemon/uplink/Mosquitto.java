package io.lintel.daemon.uplink;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Mosquitto of the test's own, on a loopback port of its own. */
final class Mosquitto implements AutoCloseable {
    private final Path directory;
    private final int port;
    private @Nullable Process process;
    private Map<String, String> environment = Map.of();

    private Mosquitto(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** With this configuration; {@code PORT} in it stands for the port. The broker is not started yet. */
    static Mosquitto prepare(Path directory, String configuration) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // Started by root, Mosquitto would become a user that may not read the test's directory.
        String user = System.getProperty("user.name").equals("root") ? "user root\n" : "";
        Files.writeString(directory.resolve("mosquitto.conf"), user + configuration.replace("PORT", Integer.toString(port)));
        return new Mosquitto(directory, port);
    }

    static Mosquitto anonymous(Path directory) throws IOException {
        return prepare(directory, "listener PORT 127.0.0.1\nallow_anonymous true\nmax_queued_messages 100000\n");
    }

    /** As {@code config/} ships it, with these users, whose passwords are {@code secret-} and their name. */
    static Mosquitto shipped(Path directory, List<String> users) throws IOException, InterruptedException {
        Path config = Path.of(System.getProperty("lintel.root", "."), "config");
        Path passwords = directory.resolve("passwords");
        Files.writeString(passwords, String.join("\n", users.stream().map(user -> user + ":secret-" + user).toList()) + "\n");
        if (new ProcessBuilder("mosquitto_passwd", "-U", passwords.toString()).start().waitFor() != 0) {
            throw new AssertionError("mosquitto_passwd fails");
        }
        Files.copy(config.resolve("mosquitto.acl"), directory.resolve("acl"));
        return prepare(directory, Files.readString(config.resolve("mosquitto.conf"))
                .replace("/etc/mosquitto/lintel.passwd", passwords.toString())
                .replace("/etc/mosquitto/lintel.acl", directory.resolve("acl").toString())
                .replace("listener 1883 ", "listener PORT ")
                + "persistence_location " + directory + "/\n");
    }

    /** With this configuration of OpenSSL. */
    Mosquitto under(Path opensslConfiguration) {
        environment = Map.of("OPENSSL_CONF", opensslConfiguration.toString());
        return this;
    }

    int port() {
        return port;
    }

    Mosquitto start() {
        Path binary = Path.of("/usr/sbin/mosquitto");
        if (!Files.isExecutable(binary)) {
            throw new AssertionError("/usr/sbin/mosquitto is missing: install mosquitto (Debian: apt-get install mosquitto)");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(binary.toString(), "-c", directory.resolve("mosquitto.conf").toString());
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("mosquitto.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError("mosquitto does not start", e);
        }
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(this::listens);
        return this;
    }

    private boolean listens() throws IOException {
        if (process != null && !process.isAlive()) {
            throw new AssertionError("mosquitto ended: " + Files.readString(directory.resolve("mosquitto.log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As by kill -9: nothing is written any more. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
