package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.Config.Acknowledgement;
import io.lintel.daemon.config.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to a real Mosquitto, with certificates on both sides. */
final class TlsTest {
    private static final Topics TOPICS = new Topics("hq", "front");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException, GeneralSecurityException {
        certificate("broker", "ip:127.0.0.1");
        certificate("door", "dns:door");
        certificate("stranger", "dns:broker.example");
    }

    @Test
    void aDoorAndABrokerThatKnowEachOtherConnect() throws IOException {
        try (Mosquitto broker = broker("broker").start();
                Door door = new Door(directory.resolve("a.db"), TOPICS, mqtt(broker.port(), "broker", "door"), 1)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().connects()).isPositive());
        }
    }

    @Test
    void aBrokerSignedByAnotherOrNamedOtherwiseIsRefused() throws IOException {
        try (Mosquitto broker = broker("broker").start();
                Door door = new Door(directory.resolve("b.db"), TOPICS, mqtt(broker.port(), "stranger", "door"), 1)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().detail()).contains("certification path"));
            assertThat(door.uplink.status().connects()).isZero();
        }
        try (Mosquitto broker = broker("stranger").start();
                Door door = new Door(directory.resolve("c.db"), TOPICS, mqtt(broker.port(), "stranger", "door"), 1)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().detail()).contains("127.0.0.1"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().detail()).contains("subject alternative"));
            assertThat(door.uplink.status().connects()).isZero();
        }
    }

    @Test
    void anUnusableKeyIsToldAndNothingFalls() throws IOException {
        Files.copy(directory.resolve("broker.pem"), directory.resolve("useless.pem"));
        Path key = Files.writeString(directory.resolve("useless.key"), "no key\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (Door door = new Door(directory.resolve("d.db"), TOPICS, mqtt(1, "broker", "useless"), 1)) {
            await().atMost(PATIENCE).untilAsserted(() ->
                    assertThat(door.uplink.status().detail()).contains("useless.key", "PKCS#8", "openssl"));
        }
    }

    private Mosquitto broker(String name) throws IOException {
        return Mosquitto.prepare(
                directory,
                "listener PORT 127.0.0.1\nallow_anonymous true\nrequire_certificate true\ncafile " + directory.resolve("door.pem")
                        + "\ncertfile " + directory.resolve(name + ".pem") + "\nkeyfile " + directory.resolve(name + ".key") + "\n");
    }

    private Config.Mqtt mqtt(int port, String authority, String identity) {
        return new Config.Mqtt(
                true,
                URI.create("mqtts://127.0.0.1:" + port),
                "door",
                Optional.empty(),
                Optional.empty(),
                Optional.of(directory.resolve(authority + ".pem")),
                Optional.of(directory.resolve(identity + ".pem")),
                Optional.of(new SecretFile(directory.resolve(identity + ".key"))),
                20,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Acknowledgement.PUBACK);
    }

    /** A self-signed certificate with its key, as PEM. */
    private static void certificate(String name, String alternative) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + alternative,
                "-ext", "bc=ca:true", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem(directory.resolve(name + ".pem"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
        Path key = pem(directory.resolve(name + ".key"), "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path pem(Path file, String kind, byte[] der) throws IOException {
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END " + kind + "-----\n");
    }
}
