package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.cli.Finding.Verdict;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an installation is judged: a made-up {@code /etc} and a service manager that says what it is told to. */
class InstallationExaminationTest {
    @TempDir
    private Path root;

    private TestDoor door;

    @BeforeEach
    void install() throws IOException {
        door = new TestDoor(root);
        Files.createDirectories(root.resolve("etc"));
        Files.setPosixFilePermissions(door.config(), PosixFilePermissions.fromString("rw-r--r--"));
        write("etc/passwd", "root:x:0:0::/root:/bin/sh\nlintel:x:990:990::/var/lib/lintel:/usr/sbin/nologin\n");
        write("etc/group", "video:x:44:ana,lintel\ngpio:x:991:lintel\n");
    }

    @Test
    void aWholeInstallationIsWell() {
        assertThat(look(Map.of("UnitFileState", "enabled", "WatchdogUSec", "10s")).values()).containsOnly(Verdict.OK, Verdict.SKIP);
    }

    @Test
    void aServiceThatDoesNotStartWithTheBoardIsTold() {
        assertThat(look(Map.of("UnitFileState", "disabled", "WatchdogUSec", "10s"))).containsEntry("service", Verdict.WARN);
        assertThat(look(Map.of("UnitFileState", "enabled", "WatchdogUSec", "0"))).containsEntry("service watchdog", Verdict.WARN);
    }

    @Test
    void withoutAServiceManagerThereIsNothingToSayAboutTheService() {
        assertThat(look(Map.of())).containsEntry("service", Verdict.SKIP).containsEntry("service watchdog", Verdict.SKIP);
    }

    @Test
    void aUserOutsideTheDevicesGroupsIsTold() throws IOException {
        write("etc/group", "video:x:44:ana,lintelx\n");
        assertThat(look(Map.of())).containsEntry("group video", Verdict.WARN).containsEntry("group gpio", Verdict.WARN);
    }

    @Test
    void withoutTheUserNobodyIsAMember() throws IOException {
        write("etc/passwd", "lintelx:x:990:990::/:/bin/sh\n");
        assertThat(look(Map.of())).containsEntry("service user", Verdict.SKIP).doesNotContainKey("group video");
    }

    @Test
    void aConfigurationThatOthersMayWriteFails() throws IOException {
        Files.setPosixFilePermissions(door.config(), PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(look(Map.of())).containsEntry("configuration owner", Verdict.FAIL);
    }

    @Test
    void aTalkativeLogIsTold() throws IOException {
        Files.writeString(door.config(), Files.readString(door.config()) + "[log]\nlevel = \"debug\"\n");
        assertThat(look(Map.of())).containsEntry("log level", Verdict.WARN);
    }

    private Map<String, Verdict> look(Map<String, String> unit) {
        Config config = ConfigLoader.forClients().load(door.config());
        return new InstallationExamination(root, door.config(), config, name -> Optional.ofNullable(unit.get(name)))
                .look().stream()
                        .collect(Collectors.toMap(Finding::check, Finding::verdict));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }
}
