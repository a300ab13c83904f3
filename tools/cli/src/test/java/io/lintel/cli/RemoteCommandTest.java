package io.lintel.cli;

import static io.lintel.cli.TestDoor.lintel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.cli.TestDoor.Outcome;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lintel keys} and {@code lintel remote} against a real broker and a whole daemon. */
final class RemoteCommandTest {
    @TempDir
    private Path directory;

    @Test
    void keysAreMadeShownAndNeverOverwritten() throws IOException {
        Path key = directory.resolve("alice");
        Outcome made = lintel("keys", "new", key.toString());
        assertThat(made.code()).isZero();
        assertThat(made.out().strip()).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.readString(directory.resolve("alice.pub"))).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(lintel("keys", "show", key + ".pub").out()).isEqualTo(made.out());
        assertThat(lintel("keys", "show", key.toString()).out()).isEqualTo(made.out());
        Outcome again = lintel("keys", "new", key.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("exists already");
        assertThat(lintel("keys", "show", directory.resolve("bob").toString()).err()).contains("bob.pub is not there");
    }

    @Test
    void aDoorIsOperatedFromAfar() throws IOException {
        lintel("keys", "new", directory.resolve("alice").toString());
        lintel("keys", "new", directory.resolve("mallory").toString());
        int port = freePort();
        Process broker = mosquitto(port);
        try (Daemon daemon = door(port)) {
            String[] where = {"--broker", "mqtt://127.0.0.1:" + port, "--site", "test", "--door", "front"};
            Outcome unlocked = await().atMost(Duration.ofSeconds(20))
                    .until(() -> remote(where, "unlock", "alice", "--seconds", "30"), outcome -> outcome.code() == 0);
            assertThat(unlocked.out()).contains("unlocked, locks in");
            assertThat(daemon.control().door().released()).isTrue();
            assertThat(remote(where, "lock", "alice").out()).isEqualTo("locked\n");
            assertThat(daemon.control().door().released()).isFalse();

            Outcome forbidden = remote(where, "lockdown", "alice", "on");
            assertThat(forbidden.code()).isEqualTo(1);
            assertThat(forbidden.err()).contains("test/front refused the command", "mqtt.command-allow");
            Outcome unknown = remote(where, "unlock", "mallory", "--json");
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.out()).contains("\"result\" : \"refused\"", "\"reason\" : \"unknown_key\"");
            assertThat(unknown.err()).contains("does not know the key");
            assertThat(daemon.control().door().released()).isFalse();
        } finally {
            broker.destroyForcibly();
        }
        Outcome gone = remote(
                new String[] {"--broker", "mqtt://127.0.0.1:" + port, "--site", "test", "--door", "front"}, "lock", "alice");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains("lintel: ", "refused").doesNotContain("\tat ");
    }

    @Test
    void wrongUsageIsNamed() {
        lintel("keys", "new", directory.resolve("alice").toString());
        String[] where = {"--broker", "mqtt://127.0.0.1:1", "--site", "test", "--door", "front"};
        assertThat(remote(new String[] {"--broker", "http://x", "--site", "test", "--door", "front"}, "lock", "alice"))
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(2))
                .satisfies(outcome -> assertThat(outcome.err()).contains("--broker", "mqtts://"));
        assertThat(remote(new String[] {"--broker", "mqtt://x", "--site", "test/+", "--door", "front"}, "lock", "alice").code()).isEqualTo(2);
        assertThat(remote(where, "unlock", "alice", "--seconds", "0").code()).isEqualTo(2);
        assertThat(remote(where, "lock", "alice", "--password-file", "x").code()).isEqualTo(2);
        assertThat(remote(where, "lock", "nobody")).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("nobody", "no such file");
        });
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws IOException {
        lintel("keys", "new", directory.resolve("alice").toString());
        Files.setPosixFilePermissions(directory.resolve("alice"), PosixFilePermissions.fromString("rw-r-----"));
        Outcome outcome = remote(
                new String[] {"--broker", "mqtt://127.0.0.1:1", "--site", "test", "--door", "front"}, "lock", "alice");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("chmod 600");
    }

    private Outcome remote(String[] where, String what, String who, String... more) {
        String[] head = {"remote", what, "--key", directory.resolve(who).toString()};
        String[] all = new String[head.length + where.length + more.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(where, 0, all, head.length, where.length);
        System.arraycopy(more, 0, all, head.length + where.length, more.length);
        return lintel(all);
    }

    private Daemon door(int port) throws IOException {
        TestDoor door = new TestDoor(directory);
        Files.writeString(door.config(), """
                [mqtt]
                enabled = true
                url = "mqtt://127.0.0.1:%d"
                command-keys = ["alice.pub"]
                command-allow = ["unlock", "lock"]
                """.formatted(port), StandardOpenOption.APPEND);
        return Linteld.start(new ConfigLoader().load(door.config()), BackEnds.installed());
    }

    private Process mosquitto(int port) throws IOException {
        Path file = Files.writeString(directory.resolve("mosquitto.conf"), "listener " + port + " 127.0.0.1\nallow_anonymous true\n"
                + (System.getProperty("user.name").equals("root") ? "user root\n" : ""));
        return new ProcessBuilder("/usr/sbin/mosquitto", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
