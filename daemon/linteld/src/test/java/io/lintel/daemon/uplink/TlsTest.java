package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.daemon.config.BrokerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted connections to a real Mosquitto: those that stand, and of those that do not the one line that is told. */
final class TlsTest {
    private static final MqttLink.Publication WILL = new MqttLink.Publication("will", new byte[] {'x'}, true, Payloads.JSON);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException {
        Certificates made = new Certificates(directory).authority("ca", 400).authority("other-ca", 400);
        made.signed("broker", "ca", "IP:127.0.0.1,DNS:localhost", 90);
        made.signed("broker-expired", "ca", "IP:127.0.0.1", -1);
        made.signed("broker-elsewhere", "ca", "DNS:broker.example", 90);
        made.signed("ec", "ca", "DNS:door", 90);
        made.signed("rsa", "ca", "DNS:door", 90, "rsa:2048");
        made.signed("ed25519", "ca", "DNS:door", 90, "ed25519");
        made.signed("expired", "ca", "DNS:door", -1);
        made.signed("stranger", "other-ca", "DNS:door", 90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa", "ed25519"})
    void whoKnowsEachOtherConnectsWhateverTheKindOfKey(String key) throws IOException, InterruptedException {
        try (Mosquitto broker = broker("broker").start()) {
            UplinkMessage.FromLink answer = attempt(trusting("localhost", broker.port(), "ca", key));
            assertThat(answer).isInstanceOfSatisfying(UplinkMessage.Connected.class, connected ->
                    assertThat(connected.certificateUntil().orElseThrow())
                            .isBetween(Instant.now().plus(Duration.ofDays(88)), Instant.now().plus(Duration.ofDays(91))));
        }
    }

    @Test
    void aBrokerThatHasExpiredIsElsewhereOrIsAStrangerIsRefused() throws IOException, InterruptedException {
        try (Mosquitto broker = broker("broker-expired").start()) {
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "ec")))
                    .contains("the broker's certificate has expired", "NotAfter");
        }
        try (Mosquitto broker = broker("broker-elsewhere").start()) {
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "ec")))
                    .contains("for another host", "127.0.0.1", "mqtt.url");
        }
        try (Mosquitto broker = broker("broker").start()) {
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "other-ca", "ec"))).contains("signed by nobody in", "other-ca.pem");
        }
    }

    @Test
    void aDoorThatShowsNoneOrAWrongCertificateIsToldWhy() throws IOException, InterruptedException {
        try (Mosquitto broker = broker("broker").start()) {
            assertThat(refusal(Brokers.secure("127.0.0.1", broker.port(), directory.resolve("ca.pem"), Optional.empty())))
                    .contains("to see a certificate", "mqtt.certificate-file");
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "expired"))).contains("expired.pem");
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "stranger"))).contains("stranger.pem");
        }
    }

    @Test
    void nothingOlderThanTls13AndNothingInClearIsSpoken() throws IOException, InterruptedException {
        Path configuration = Files.writeString(directory.resolve("old.cnf"), """
                openssl_conf = all
                [all]
                ssl_conf = ssl
                [ssl]
                system_default = old
                [old]
                MaxProtocol = TLSv1.2
                """);
        try (Mosquitto broker = broker("broker").under(configuration).start()) {
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "ec"))).contains("does not speak TLS 1.3");
        }
        Path plain = Files.createDirectories(directory.resolve("plain"));
        try (Mosquitto broker = Mosquitto.anonymous(plain).start()) {
            assertThat(refusal(trusting("127.0.0.1", broker.port(), "ca", "ec"))).contains("may not speak TLS on this port", "mqtt.url");
        }
    }

    @Test
    void filesOfNoUseAreNamed() throws IOException, InterruptedException {
        Path file = Files.copy(directory.resolve("ec.pem"), directory.resolve("useless.pem"));
        Path key = Files.writeString(directory.resolve("useless.key"), "no key\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(refusal(trusting("127.0.0.1", 1, "ca", "useless"))).contains("useless.key", "PKCS#8", "openssl");
        Files.copy(directory.resolve("rsa.key"), key, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(refusal(trusting("127.0.0.1", 1, "ca", "useless"))).contains("useless.key is not the key of");
        Files.writeString(file, "no certificate\n");
        assertThat(refusal(trusting("127.0.0.1", 1, "ca", "useless"))).contains("useless.pem", "holds no");
        assertThat(refusal(trusting("127.0.0.1", 1, "nowhere", "ec"))).contains("nowhere.pem", "no file");
    }

    @Test
    void aRenewedCertificateIsTakenAtTheNextConnection() throws IOException, InterruptedException {
        for (String suffix : List.of(".pem", ".key")) {
            Files.copy(directory.resolve("expired" + suffix), directory.resolve("mine" + suffix), StandardCopyOption.COPY_ATTRIBUTES);
        }
        try (Mosquitto broker = broker("broker").start();
                PahoLink link = new PahoLink(trusting("127.0.0.1", broker.port(), "ca", "mine"))) {
            BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
            link.connect(1, WILL, List.of("x"), answers::add);
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isInstanceOf(UplinkMessage.Disconnected.class);
            for (String suffix : List.of(".pem", ".key")) {
                Files.copy(directory.resolve("ec" + suffix), directory.resolve("mine" + suffix), StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            link.connect(2, WILL, List.of("x"), answers::add);
            await().atMost(Duration.ofSeconds(20)).until(() -> answers.stream().anyMatch(UplinkMessage.Connected.class::isInstance));
        }
    }

    private static String refusal(BrokerSettings settings) throws InterruptedException {
        UplinkMessage.FromLink answer = attempt(settings);
        assertThat(answer).isInstanceOf(UplinkMessage.Disconnected.class);
        String cause = ((UplinkMessage.Disconnected) answer).cause();
        assertThat(cause).as("one line").doesNotContain("\n").isNotBlank();
        return cause;
    }

    private static UplinkMessage.FromLink attempt(BrokerSettings settings) throws InterruptedException {
        BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
        try (PahoLink link = new PahoLink(settings)) {
            link.connect(1, WILL, List.of("x"), answers::add);
            UplinkMessage.FromLink answer = answers.poll(20, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer within 20 s");
            }
            return answer;
        }
    }

    private static Mosquitto broker(String name) throws IOException {
        return Mosquitto.prepare(
                directory,
                "listener PORT 127.0.0.1\nallow_anonymous true\nrequire_certificate true\ncafile " + directory.resolve("ca.pem")
                        + "\ncertfile " + directory.resolve(name + ".pem") + "\nkeyfile " + directory.resolve(name + ".key") + "\n");
    }

    private static BrokerSettings trusting(String host, int port, String authority, String identity) {
        return Brokers.secure(
                host, port, directory.resolve(authority + ".pem"), Optional.of(directory.resolve(identity + ".pem")));
    }
}
