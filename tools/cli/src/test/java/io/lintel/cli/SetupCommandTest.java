package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.cli.TestDoor.Outcome;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lintel setup} on the reference configuration, with simulated devices; the service is left alone. */
class SetupCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root"));
    private static final List<String> SIMULATED = List.of("--no-service", "--gpio", "sim");

    @TempDir
    private Path folder;

    private Path main;

    @BeforeEach
    void reference() throws IOException {
        main = Files.copy(ROOT.resolve("config/lintel.toml"), folder.resolve("lintel.toml"));
    }

    @Test
    void oneLineSetsADoorUp() {
        Outcome outcome = setup("", "--yes", "--site", "lisbon", "--door", "north", "--zone", "Europe/Lisbon",
                "--camera", "sim:test-pattern?fps=240", "--relay", "door-relay", "--rex", "exit-button", "--fail-safe",
                "--broker", "mqtts://broker.example:8883", "--username", "north");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Config door = ConfigLoader.forClients().load(main);
        assertThat(door.site().id()).isEqualTo("lisbon");
        assertThat(door.site().zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(door.door().id()).isEqualTo("north");
        assertThat(door.camera().source()).isEqualTo("sim:test-pattern?fps=240");
        assertThat(door.gpio().relay().line().line()).isEqualTo("door-relay");
        assertThat(door.gpio().relay().failSafe()).isTrue();
        assertThat(door.gpio().rex()).get().extracting(line -> line.line()).isEqualTo("exit-button");
        assertThat(door.gpio().contact()).isEmpty();
        assertThat(door.mqtt().enabled()).isTrue();
    }

    @Test
    void theReferenceStaysAsItCame() throws IOException {
        byte[] before = Files.readAllBytes(main);
        assertThat(setup("", "--yes", "--camera", "sim:grey?fps=240", "--relay", "r").code()).isZero();
        assertThat(main).hasBinaryContent(before);
        assertThat(Files.readString(folder.resolve("conf.d/10-setup.toml"))).contains("camera.source = \"sim:grey?fps=240\"");
    }

    @Test
    void aConversationLooksThroughTheCameraAndListensToTheLock() {
        // site, door, zone, a camera that is not there, another, it is the one, relay, click, not heard, low level, click, heard, maglock,
        // rex, contact, fire, tamper, broker
        String answers = "hq\nback\nZ\nsim:nowhere\ny\nsim:test-pattern?fps=240\ny\nrelay\ny\nn\ny\n\ny\ny\nn\nbutton\n-\n-\n-\n-\n";
        Outcome outcome = setup(answers);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("no such simulated camera");
        assertThat(outcome.out()).contains("▀").contains("Did it click");
        Config door = ConfigLoader.forClients().load(main);
        assertThat(door.door().id()).isEqualTo("back");
        assertThat(door.gpio().relay().line().activeLow()).isTrue();
        assertThat(door.gpio().relay().failSafe()).isFalse();
        assertThat(door.gpio().rex()).isPresent();
        assertThat(door.mqtt().enabled()).isFalse();
    }

    @Test
    void answersThatEndTooEarlyWriteNothing() {
        Outcome outcome = setup("hq\nback\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("the answers end here").contains("--yes");
        assertThat(folder.resolve("conf.d")).doesNotExist();
    }

    @Test
    void withoutACameraNothingIsWritten() {
        Outcome outcome = setup("", "--yes", "--camera", "sim:nowhere", "--relay", "r");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no such simulated camera").contains("lintel camera list");
        assertThat(folder.resolve("conf.d")).doesNotExist();
    }

    @Test
    void aWrongAnswerIsToldWithItsKey() {
        Outcome outcome = setup("", "--yes", "--site", "No Such Site", "--camera", "sim:grey?fps=240", "--relay", "r");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("site.id").contains("10-setup.toml");
    }

    @Test
    void aCamerasPasswordIsNotForEverybody() throws IOException {
        Path file = SetupFile.beside(main);
        new SetupFile().with("camera.source", "rtsp://door:secret@camera.example/1").write(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(ConfigLoader.forClients().review(main).errors()).isEmpty();
        new SetupFile().with("camera.source", "rtsp://camera.example/1").write(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void anUnknownProfileNamesThoseThatAre() {
        Outcome outcome = setup("", "--yes", "--board", "commodore");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("raspberry-pi-5").contains("jetson-orin").contains("generic");
    }

    @Test
    void everyProfileFitsTheReferenceAndItsOwnBoard() throws IOException {
        List<BoardProfile> profiles = BoardProfile.in(ROOT.resolve("config/boards"));
        assertThat(profiles).hasSizeGreaterThanOrEqualTo(5);
        for (BoardProfile profile : profiles) {
            SetupFile file = new SetupFile();
            profile.settings().forEach(file::with);
            file.write(SetupFile.beside(main));
            assertThat(ConfigLoader.forClients().review(main).errors()).as(profile.id()).isEmpty();
        }
        assertThat(fitting(profiles, "Raspberry Pi 5 Model B Rev 1.0")).isEqualTo("raspberry-pi-5");
        assertThat(fitting(profiles, "Raspberry Pi 4 Model B Rev 1.4")).isEqualTo("raspberry-pi-4");
        assertThat(fitting(profiles, "NVIDIA Jetson Orin Nano Developer Kit")).isEqualTo("jetson-orin");
        assertThat(fitting(profiles, "NVIDIA Jetson Nano Developer Kit")).isEqualTo("jetson-nano");
        assertThat(fitting(profiles, "LENOVO 10T8")).isEqualTo("generic");
    }

    private static String fitting(List<BoardProfile> profiles, String model) {
        return BoardProfile.fitting(profiles, model).orElseThrow().id();
    }

    private Outcome setup(String answers, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out, true), new PrintWriter(err, true), new BufferedReader(new StringReader(answers)));
        List<String> arguments = new ArrayList<>(List.of("setup", "--config", main.toString()));
        arguments.addAll(SIMULATED);
        arguments.addAll(List.of(options));
        return new Outcome(Main.commandLine(console).execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }
}
