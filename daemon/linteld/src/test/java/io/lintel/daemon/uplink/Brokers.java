package io.lintel.daemon.uplink;

import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.CertificateFile;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.Config.Acknowledgement;
import io.lintel.daemon.config.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the tests' brokers are reached. */
final class Brokers {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private Brokers() {}

    /** On the loopback, in clear, for everybody. */
    static BrokerSettings open(int port, String clientId) {
        return new BrokerSettings(
                URI.create("mqtt://127.0.0.1:" + port), clientId, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), KEEP_ALIVE);
    }

    /** On the loopback, in clear, for those with a password. */
    static BrokerSettings login(int port, String clientId, String user, SecretFile password) {
        return new BrokerSettings(
                URI.create("mqtt://127.0.0.1:" + port), clientId, Optional.of(user), Optional.of(password), Optional.empty(),
                Optional.empty(), Optional.empty(), KEEP_ALIVE);
    }

    /** On the loopback, encrypted. */
    static BrokerSettings secure(String host, int port, Path authority, Optional<Path> certificate) {
        return new BrokerSettings(
                URI.create("mqtts://" + host + ":" + port), "door", Optional.empty(), Optional.empty(),
                Optional.of(new CertificateFile(authority)),
                certificate.map(CertificateFile::new),
                certificate.map(file -> new SecretFile(Path.of(file.toString().replace(".pem", ".key")))),
                KEEP_ALIVE);
    }

    /** What a door does there. */
    static Config.Mqtt door(BrokerSettings broker, Acknowledgement acknowledgement) {
        Config.Commands none = new Config.Commands(List.of(), Set.of(), Duration.ofSeconds(30));
        return new Config.Mqtt(true, broker, 20, Duration.ZERO, acknowledgement, none, new Config.Whereabouts(List.of(), "main"), false);
    }
}
