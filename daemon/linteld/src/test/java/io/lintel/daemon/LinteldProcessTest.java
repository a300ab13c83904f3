package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorState;
import io.lintel.core.event.EventType;
import io.lintel.daemon.control.ControlClient;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, with simulated devices chosen by configuration alone: how it ends and what it leaves. */
class LinteldProcessTest {
    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    /** The process's main. */
    static final class Entry {
        private Entry() {}

        public static void main(String[] args) {
            System.exit(Linteld.run(Path.of(args[0]), BackEnds.installed(), _ -> {}));
        }
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void terminationIsACleanStop() throws IOException, InterruptedException {
        Process daemon = daemon(config());
        awaitUp();
        new ControlClient(directory.resolve("socket")).unlock(Duration.ofSeconds(60));
        daemon.destroy();
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).as(log()).isZero();
        assertThat(types()).startsWith(EventType.HEALTH_STARTED.type())
                .contains(EventType.DOOR_UNLOCKED.type())
                .endsWith(EventType.HEALTH_STOPPED.type());
        assertThat(directory.resolve("socket")).doesNotExist();
        assertThat(relay()).as("released by the operator, and at rest again").containsExactly("RELAY 0", "RELAY 1", "RELAY 0");
    }

    @Test
    void afterAKillEverythingCommittedIsThereAndTheNextStartGoesOn() throws IOException, InterruptedException {
        Process first = daemon(config());
        awaitUp();
        ControlClient client = new ControlClient(directory.resolve("socket"));
        client.unlock(Duration.ofSeconds(60));
        Awaitility.await().until(() -> types().contains(EventType.DOOR_UNLOCKED.type()));
        List<String> committed = types();
        first.destroyForcibly();
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Process second = daemon(config());
        awaitUp();
        assertThat(types()).startsWith(committed.toArray(String[]::new));
        Awaitility.await().untilAsserted(() ->
                assertThat(relay()).as("the next start takes the line at rest").containsExactly("RELAY 0", "RELAY 1", "RELAY 0"));
        second.destroy();
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            assertThat(reader.verify().breaks()).isEmpty();
        }
    }

    @Test
    void aLockdownOutlivesAKill() throws IOException, InterruptedException {
        Process first = daemon(config());
        awaitUp();
        ControlClient client = new ControlClient(directory.resolve("socket"));
        client.lockdown(true);
        Awaitility.await().until(() -> types().contains(EventType.DOOR_LOCKDOWN.type()));
        first.destroyForcibly();
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        daemon(config());
        awaitUp();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> client.door().state() == DoorState.LOCKDOWN);
        client.lockdown(false);
        assertThat(client.door().state()).isEqualTo(DoorState.LOCKED);
    }

    @Test
    void aWrongConfigurationEndsWith78AndNamesEveryError() throws IOException, InterruptedException {
        Path wrong = directory.resolve("wrong.toml");
        Files.writeString(wrong, "[site]\nid = \"HQ\"\n[door]\nunlok-time = \"5s\"\n");
        Process daemon = daemon(wrong);
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isEqualTo(ExitCode.CONFIG.code());
        assertThat(log()).contains("wrong.toml:2").contains("wrong.toml:4").contains("unlock-time");
        assertThat(relay()).as("no line was touched").isEmpty();
    }

    @Test
    void aBackEndThatIsNotInstalledEndsWith78AndItsLine() throws IOException, InterruptedException {
        Path wrong = config();
        Files.writeString(wrong, Files.readString(wrong).replace("sim:lobby", "foo:lobby"));
        Process daemon = daemon(wrong);
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isEqualTo(ExitCode.CONFIG.code());
        assertThat(log()).contains("lintel.toml:6:1: camera.source: no back-end is installed for \"foo:\"");
    }

    private Process daemon(Path config) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlintel.sim.trace=" + directory.resolve("trace"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Entry.class.getName(),
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        started.add(process);
        return process;
    }

    private void awaitUp() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ControlClient.answers(directory.resolve("socket"))).as(log()).isTrue());
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** What the relay did, over all processes. */
    private List<String> relay() throws IOException {
        Path trace = directory.resolve("trace");
        return Files.exists(trace)
                ? Files.readAllLines(trace).stream().map(line -> line.replaceFirst("^-?[0-9]+ ", "")).toList()
                : List.of();
    }

    private List<String> types() {
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            return reader.latest(100).stream().map(each -> each.type()).toList();
        } catch (StoreException notYetThere) {
            return List.of();
        }
    }

    private Path config() throws IOException {
        return SimulatedDoor.config(directory, "front", """
                [recognition]
                bundle = "%s"
                liveness = "monitor"
                liveness-waiver = "a test"
                """.formatted(directory.resolve("no-bundle")));
    }
}
