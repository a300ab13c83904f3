package io.lintel.demo;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An MQTT 5 broker inside this process: HiveMQ Community Edition, on the loopback only, keeping everything in memory. */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final EmbeddedHiveMQ broker;
    private final CompletableFuture<Void> started;
    private final int port;

    /** Begins to start; {@link #await} tells when it has. */
    Broker(Path folder) throws IOException {
        port = freePort();
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%d</port>
                            <bind-address>127.0.0.1</bind-address>
                        </tcp-listener>
                    </listeners>
                    <persistence>
                        <mode>in-memory</mode>
                    </persistence>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                </hivemq>
                """.formatted(port));
        broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .build();
        started = broker.start();
    }

    /** Waits until it accepts clients. */
    void await() throws InterruptedException, IOException {
        try {
            started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the embedded broker did not start: " + e, e);
        }
    }

    /** Where clients find it. */
    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** The same in the words of the Paho client. */
    String pahoUrl() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        broker.stop().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).handle((_, _) -> true).join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
