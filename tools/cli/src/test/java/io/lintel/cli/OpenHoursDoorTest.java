package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does at a door with office hours and a second factor, over the socket of a running daemon. */
final class OpenHoursDoorTest {
    @TempDir
    Path folder = Path.of("");

    private TestDoor door;
    private Daemon daemon;

    @BeforeEach
    void startTheDoor() throws IOException {
        door = new TestDoor(folder);
        String config = Files.readString(door.config())
                .replace("unlock-time", """
                        always-open = "office"
                        direction = "in"
                        anti-passback = "soft"
                        second-factor = "command"
                        unlock-time""")
                // Nobody looks: a door without its models does all of this.
                .replace(TestDoor.bundle().toString(), folder.resolve("no-models").toString());
        Files.writeString(door.config(), config + "[schedules.office]\nwindows = [\"daily 00:00-24:00\"]\n");
        daemon = Linteld.start(new ConfigLoader().load(door.config()), BackEnds.installed());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status().contains("stands open by \"office\" until 20"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void theStatusSaysWhyTheDoorStandsOpenAndWhatElseItAsks() {
        assertThat(status()).contains("unlocked").contains("second factor by command").contains("anti-passback soft");
        assertThat(door.run("door", "lock").out()).startsWith("locked");
        assertThat(status()).contains("ended by an operator (lintel door resume)");
        assertThat(door.run("door", "resume").out()).startsWith("unlocked");
        assertThat(door.run("door", "lockdown", "on").out()).startsWith("lockdown");
        assertThat(door.run("door", "resume").err()).contains("no always-open window holds now");
        assertThat(door.run("door", "lockdown", "off").out()).startsWith("locked");
        assertThat(door.run("door", "confirm").code()).isZero();
        assertThat(door.run("door", "confirm", "--duress").out()).as("nothing shows it").doesNotContain("duress");
        Awaitility.await().until(() -> door.run("events", "--limit", "100").out().contains("door.duress"));
        assertThat(door.run("events", "--limit", "100").out()).contains("by=schedule");
    }

    private String status() {
        return door.run("door", "status").out();
    }
}
