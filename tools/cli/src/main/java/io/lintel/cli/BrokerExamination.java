package io.lintel.cli;

import io.lintel.daemon.config.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The broker: reachable, and spoken to in private. */
final class BrokerExamination implements DoctorCommand.Examination {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
        URI url = mqtt.url();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) PATIENCE.toMillis());
            findings.add(Finding.ok("broker", url + " accepts connections"));
        } catch (IOException e) {
            findings.add(Finding.warn("broker", url + ": " + e.getMessage(), "the door works without; events wait in the journal"));
        }
        boolean local = List.of("localhost", "127.0.0.1", "::1", "[::1]").contains(url.getHost());
        findings.add(
                mqtt.tls() || local
                        ? Finding.ok("broker privacy", mqtt.tls() ? "TLS" : "loopback")
                        : Finding.warn("broker privacy", "no TLS to " + url.getHost(), "use mqtts:// with authority, certificate and key"));
        return findings;
    }
}
