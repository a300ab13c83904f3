package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.cli.TestDoor.Outcome;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a running daemon, over its socket. */
class RunningDoorTest {
    @TempDir
    Path folder = Path.of("");

    private TestDoor door;
    private Daemon daemon;

    @BeforeEach
    void startTheDoor() throws IOException {
        door = new TestDoor(folder);
        daemon = Linteld.start(new ConfigLoader().load(door.config()), BackEnds.installed());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::sees);
    }

    private boolean sees() throws IOException {
        JsonNode status = new ObjectMapper().readTree(door.run("door", "status", "--json").out());
        // Until its models are loaded the vision agent hands out no pictures.
        return status.path("camera").path("frames").asLong() > 0 && !status.path("recognition").path("bundle").asText().isEmpty();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void operatorsUnlockLockAndLockDown() throws IOException {
        assertThat(door.run("door", "status").out()).contains("test/front").contains("locked").contains("COMPONENT");
        assertThat(door.run("door", "unlock", "--seconds", "30").out()).startsWith("unlocked, locks in");
        assertThat(door.run("door", "unlock", "--seconds", "30").out()).doesNotContain("most");
        assertThat(door.run("door", "unlock", "--seconds", "3600").out()).contains("for 10 min, the most this door allows");
        assertThat(door.run("door", "unlock", "--seconds", "3600", "--json").err()).contains("for 10 min, the most this door allows");
        assertThat(door.run("door", "lock").out()).startsWith("locked");
        assertThat(door.run("door", "lockdown", "on").out()).startsWith("lockdown");
        Outcome refused = door.run("door", "unlock", "--json");
        assertThat(refused.out() + refused.err()).containsIgnoringCase("lockdown");
        assertThat(door.run("door", "lockdown", "off").out()).startsWith("locked");
        JsonNode status = new ObjectMapper().readTree(door.run("door", "status", "--json").out());
        assertThat(status.path("recognition").path("liveness").asText()).isEqualTo("enforce");
        assertThat(status.path("door").path("released").asBoolean()).isFalse();
        assertThat(door.run("events", "--limit", "100").out())
                .contains("health.started")
                .contains("door.unlocked")
                .contains("door.lockdown");
        Outcome nothingWaits = door.run("door", "resume");
        assertThat(nothingWaits.code()).isEqualTo(1);
        assertThat(nothingWaits.err()).contains("no always-open window");
        assertThat(door.run("door", "confirm").err()).contains("door.second-factor");
        assertThat(door.run("door", "forgive", "ana").out()).startsWith("locked");
        assertThat(door.run("door", "forgive").out()).startsWith("locked");
        assertThat(door.run("events").out()).contains("access.forgiven");
        assertThat(door.run("explain").out()).contains("frames analysed", "denied last:", "denied: the door is locked down");
        Path picture = Files.writeString(folder.resolve("now.jpg"), "an older one, for everybody");
        Files.setPosixFilePermissions(picture, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(door.run("camera", "snapshot", picture.toString()).code()).isZero();
        assertThat(Files.readAllBytes(picture)).startsWith(0xFF, 0xD8);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(picture))).isEqualTo("rw-------");
        assertThat(door.run("person", "add", "ana", door.portrait().toString()).out()).contains("ana enrolled");
        assertThat(door.run("doctor").out()).contains("daemon camera").contains("held by the daemon");
        assertThat(door.run("doctor", "--bench").out()).contains("not measured while the daemon runs");
    }
}
