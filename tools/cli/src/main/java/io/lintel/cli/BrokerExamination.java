package io.lintel.cli;

import io.lintel.core.command.Command;
import io.lintel.daemon.config.CommandKeyFile;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigException;
import io.lintel.daemon.config.Expiry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The broker: reachable, and spoken to in private. */
final class BrokerExamination implements DoctorCommand.Examination {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String RENEW = "renew the file; the next connection takes it, without a restart";

    private final Config.Mqtt mqtt;

    BrokerExamination(Config door) {
        this.mqtt = door.mqtt();
    }

    @Override
    public List<Finding> look() {
        if (!mqtt.enabled()) {
            return List.of(Finding.skip("broker", "MQTT is switched off; the door keeps its events to itself"));
        }
        List<Finding> findings = new ArrayList<>();
        URI url = mqtt.broker().url();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) PATIENCE.toMillis());
            findings.add(Finding.ok("broker", url + " accepts connections"));
        } catch (IOException e) {
            findings.add(Finding.warn("broker", url + ": " + e.getMessage(), "the door works without; events wait in the journal"));
        }
        boolean local = List.of("localhost", "127.0.0.1", "::1", "[::1]").contains(url.getHost());
        findings.add(
                mqtt.broker().tls() || local
                        ? Finding.ok("broker privacy", mqtt.broker().tls() ? "TLS" : "loopback")
                        : Finding.warn("broker privacy", "no TLS to " + url.getHost(), "use mqtts:// with authority, certificate and key"));
        mqtt.broker().certificate().ifPresent(file -> findings.add(certificate("door certificate", file::firstExpiry)));
        mqtt.broker().authority().ifPresent(file -> findings.add(certificate("broker authority", file::lastExpiry)));
        findings.add(commands());
        return findings;
    }

    private static Finding certificate(String check, Supplier<Expiry> file) {
        try {
            Expiry expiry = file.get();
            Instant now = Instant.now();
            return expiry.warning(now)
                    .map(warning -> expiry.over(now)
                            ? Finding.fail(check, warning, RENEW)
                            : Finding.warn(check, warning, RENEW))
                    .orElseGet(() -> Finding.ok(check, expiry.what() + " is valid until " + expiry.until()));
        } catch (ConfigException e) {
            return Finding.fail(check, String.valueOf(e.getMessage()), "put PEM certificates there that the service can read");
        }
    }

    private Finding commands() {
        List<CommandKeyFile> keys = mqtt.commands().keys();
        if (keys.isEmpty()) {
            return Finding.ok("remote commands", "none are taken: mqtt.command-keys names nobody");
        }
        List<String> troubles = keys.stream().flatMap(key -> key.trouble().stream()).toList();
        String allowed = mqtt.commands().allowed().stream().map(Command.Kind::wire).sorted().collect(Collectors.joining(", "));
        return troubles.isEmpty()
                ? Finding.ok("remote commands", keys.size() + " operators' keys may: " + allowed)
                : Finding.warn("remote commands", String.join("; ", troubles), "put the public key there, or take it out of mqtt.command-keys");
    }
}
