package io.lintel.cli;

import static io.lintel.cli.TestDoor.lintel;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.cli.TestDoor.Outcome;
import io.lintel.models.ModelTuning;
import io.lintel.models.TuningFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that need no daemon, and every command's manners. */
class CommandsTest {
    @TempDir
    Path folder = Path.of("");

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().distinct().flatMap(CommandsTest::tree));
    }

    @Test
    void everyCommandExplainsItself() {
        StringWriter nowhere = new StringWriter();
        CommandLine root = Main.commandLine(new Console(new PrintWriter(nowhere), new PrintWriter(nowhere)));
        List<CommandLine> commands = tree(root).toList();
        assertThat(commands).hasSizeGreaterThan(30);
        assertThat(commands).allSatisfy(command -> {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandSpec().qualifiedName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().options()).allSatisfy(option -> assertThat(option.description())
                    .as(command.getCommandSpec().qualifiedName() + " " + option.longestName())
                    .isNotEmpty());
        });
    }

    @Test
    void wrongUsageExitsWithTwoAndSuggests() {
        Outcome outcome = lintel("perosn", "list");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("perosn").contains("person");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void valuesOutOfRangeAreWrongUsage() {
        for (List<String> command : List.of(
                List.of("events", "--limit", "100000"),
                List.of("events", "--limit", "0"),
                List.of("events", "--from", "-1"),
                List.of("door", "unlock", "--seconds", "0"),
                List.of("door", "unlock", "--seconds", "NaN"),
                List.of("gpio", "pulse", "door-relay", "--millis", "9"),
                List.of("person", "add", "ana", "--name", ""))) {
            Outcome outcome = lintel(command.toArray(String[]::new));
            assertThat(outcome.code()).as(command + outcome.err()).isEqualTo(2);
            assertThat(outcome.err()).contains(command.get(command.size() - 2)).contains("use ").contains("--help");
            assertThat(outcome.err().lines()).hasSize(1);
        }
    }

    @Test
    void evaluationSaysInOneLineWhatIsWrongWithItsData() throws IOException {
        Outcome missing = lintel("evaluate", folder.resolve("no").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err().lines()).singleElement().asString().contains("there is no folder").contains("check the path");
        assertThat(lintel("evaluate", folder.toString()).err().lines()).singleElement().asString().contains("has no photographs");
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), "ana 1 2 3 4\n");
        Outcome bad = lintel("evaluate", folder.toString(), "--pairs", pairs.toString());
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.err().lines()).singleElement().asString().contains("pairs.txt:1: 5 words");
        assertThat(lintel("evaluate", folder.toString(), "--liveness", "--flip").code()).isEqualTo(2);
        assertThat(lintel("evaluate").code()).isEqualTo(2);
        assertThat(lintel("evaluate", "--json").code()).isEqualTo(2);
        // Not a FILE and no DATASET, but the other way round.
        assertThat(lintel("evaluate", "--json", folder.resolve("no").toString()).err()).contains("there is no folder");
        for (String target : List.of("--html", "--json")) {
            Outcome nowhere = lintel("evaluate", folder.toString(), target, pairs.resolve("report.html").toString());
            assertThat(nowhere.code()).isEqualTo(1);
            assertThat(nowhere.err().lines()).as("before anything is read").singleElement().asString().contains("pairs.txt is no folder");
        }
        Path groups = Files.writeString(folder.resolve("groups.csv"), "who,group\nana,north\n");
        Files.writeString(folder.resolve("ana.jpg"), "");
        Outcome columns = lintel("evaluate", folder.toString(), "--groups", groups.toString());
        assertThat(columns.code()).isEqualTo(1);
        assertThat(columns.err().lines()).singleElement().asString().contains("groups.csv:1: no column person").contains("person,group or file,group");
    }

    @Test
    void versionSpeaksJson() throws IOException {
        JsonNode version = new ObjectMapper().readTree(lintel("version", "--json").out());
        assertThat(version.path("java").asText()).startsWith("25");
    }

    @Test
    void configCheckTellsEveryMistakeWithItsLine() throws IOException {
        TestDoor door = new TestDoor(folder);
        assertThat(door.run("config", "check").code()).isZero();
        String wrong = Files.readString(door.config())
                .replace("unlock-time = \"5s\"", "unlock-tme = \"5s\"")
                .replace("id = \"test\"", "id = \"Test Site\"");
        Files.writeString(door.config(), wrong);
        Outcome outcome = door.run("config", "check");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("lintel.toml:2")
                .contains("lintel.toml:5")
                .contains("unlock-time")
                .contains("2 errors");
    }

    @Test
    void runRefusesAWrongConfigurationWithSeventyEight() throws IOException {
        TestDoor door = new TestDoor(folder);
        Files.writeString(door.config(), "[site]\nid = 7\n");
        assertThat(door.run("run").code()).isEqualTo(78);
    }

    @Test
    void peopleAreEnrolledShownAndForgottenWithoutADaemon() throws IOException {
        TestDoor door = new TestDoor(folder);
        Outcome added = door.run("person", "add", "ana-lima", door.portrait().toString(), "--name", "Ana Lima");
        assertThat(added.err()).isEmpty();
        assertThat(added.code()).isZero();
        assertThat(added.out()).contains("ana-lima enrolled from 1 of 1");
        assertThat(door.run("person", "list").out()).contains("ana-lima").contains("Ana Lima");

        String again = door.otherPortrait().toString();
        Outcome twin = door.run("person", "add", "ana-again", again);
        assertThat(twin.code()).isEqualTo(1);
        assertThat(twin.err()).contains("enrolled already, as ana-lima").contains("--allow-duplicate");
        assertThat(door.run("person", "list").out()).doesNotContain("ana-again");
        Outcome allowed = door.run("person", "add", "ana-again", again, "--allow-duplicate");
        assertThat(allowed.out()).contains("looks like [ana-lima]");

        JsonNode shown = new ObjectMapper().readTree(door.run("person", "show", "ana-lima", "--json").out());
        assertThat(shown.path("templates").get(0).path("source").asText()).isEqualTo("portrait.jpg");
        assertThat(shown.toString()).doesNotContain("embedding\":[");

        Outcome staff = door.run("person", "access", "ana-lima", "--group", "staff", "--group", "night", "--valid-to", "2026-12-31");
        assertThat(staff.out()).as(staff.err()).contains("ana-lima  groups night, staff  to 2026-12-31");
        assertThat(door.run("person", "access", "ana-lima", "--extended-time").out()).contains("night, staff").contains("extended time");
        assertThat(door.run("person", "access", "ana-lima", "--group", "none", "--no-extended-time", "--valid-to", "none").out())
                .contains("groups default")
                .doesNotContain("extended")
                .doesNotContain("2026");
        assertThat(door.run("person", "show", "ana-lima").out()).contains("groups default");
        for (List<String> wrong : List.of(
                List.of("--group", "Staff"),
                List.of("--valid-from", "tomorrow"),
                List.of("--valid-from", "2026-02-02", "--valid-to", "2026-01-01"),
                List.<String>of())) {
            List<String> arguments = new ArrayList<>(List.of("person", "access", "ana-lima"));
            arguments.addAll(wrong);
            assertThat(door.run(arguments.toArray(String[]::new)).code()).as(wrong.toString()).isEqualTo(2);
        }
        assertThat(door.run("person", "remove", "ana-lima").code()).isZero();
        Outcome gone = door.run("person", "show", "ana-lima");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains("ana-lima").contains("lintel person list");
        assertThat(door.run("events").out())
                .contains("person.enrolled")
                .contains("person.changed")
                .contains("person.removed")
                .doesNotContain("Ana Lima");
    }

    @Test
    void hostilePhotographsAreRefusedInOneLine() throws IOException {
        TestDoor door = new TestDoor(folder);
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        Path text = Files.writeString(folder.resolve("text.jpg"), "this is no photograph\n");
        Path missing = folder.resolve("missing.jpg");
        for (Path photo : List.of(empty, text, missing)) {
            Outcome outcome = door.run("person", "add", "ana", photo.toString());
            assertThat(outcome.code()).as(photo.toString()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
            assertThat(outcome.err().split(String.valueOf(photo.getFileName()), -1)).as(outcome.err()).hasSize(2);
        }
        assertThat(door.run("person", "list").out()).doesNotContain("ana");
    }

    @Test
    void importGoesOnAfterAFailureAndSaysWhere() throws IOException {
        TestDoor door = new TestDoor(folder);
        door.portrait();
        Path csv = Files.writeString(folder.resolve("people.csv"), """
                id,name,photo
                ana,"Lima, Ana",portrait.jpg
                bob,Bob,nobody.jpg
                """);
        Outcome outcome = door.run("person", "import", csv.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("ana enrolled").contains("1 of 2 enrolled");
        assertThat(outcome.err()).contains("people.csv:3: bob").contains("nobody.jpg");
        assertThat(door.run("person", "list").out()).contains("Lima, Ana").doesNotContain("Bob");
    }

    @Test
    void importTellsOfDuplicatesAndOfPhotographsOfSomebodyElseByRow() throws IOException {
        TestDoor door = new TestDoor(folder);
        door.portrait();
        door.otherPortrait();
        door.stranger();
        Path csv = Files.writeString(folder.resolve("people.csv"), """
                id,name,photo
                ana,Ana,portrait.jpg;stranger.jpg;other.jpg
                ann,Ann,other.jpg
                mix,Mix,portrait.jpg;stranger.jpg
                """);
        Outcome outcome = door.run("person", "import", csv.toString(), "--json");
        assertThat(outcome.code()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(outcome.out());
        assertThat(report.path("enrolled").asInt()).isEqualTo(1);
        JsonNode ana = report.path("people").path(0);
        assertThat(ana.path("line").asInt()).isEqualTo(2);
        assertThat(ana.path("report").path("photos").path(1).path("why").asText())
                .contains("another person than portrait.jpg, other.jpg");
        assertThat(report.path("failed").path(0).path("error").asText()).contains("enrolled already, as ana");
        assertThat(report.path("failed").path(1).path("line").asInt()).isEqualTo(4);
        assertThat(report.path("failed").path(1).path("error").asText()).contains("cannot be told");
    }

    @Test
    void importRefusesAListWithoutItsColumns() throws IOException {
        TestDoor door = new TestDoor(folder);
        Path csv = Files.writeString(folder.resolve("people.csv"), "who,where\nana,portrait.jpg\n");
        Outcome outcome = door.run("person", "import", csv.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("people.csv:1").contains("\"id\"").contains("[who, where]").contains("id,name,photo");
    }

    @Test
    void importSaysInOneLineWhatIsNoList() throws IOException {
        TestDoor door = new TestDoor(folder);
        Path csv = folder.resolve("people.csv");
        for (var bad : Map.of(
                        "is empty; the first line must be: id,name,photo", new byte[0],
                        "is no UTF-8 text; save the list as CSV in UTF-8", new byte[] {'i', 'd', (byte) 0xFF, (byte) 0xFE},
                        "no UTF-8 text", new byte[] {'i', 'd', ',', 0, 0, 7},
                        "lists nobody; write one line for each person", "id,name,photo\n".getBytes(StandardCharsets.UTF_8),
                        "people.csv:3: no photo; fill in", "id,name,photo\na,A,x.jpg\nb,B,\n".getBytes(StandardCharsets.UTF_8))
                .entrySet()) {
            Files.write(csv, bad.getValue());
            Outcome outcome = door.run("person", "import", csv.toString());
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err().lines()).singleElement().asString().contains("people.csv").contains(bad.getKey());
        }
    }

    @Test
    void importSetsGroupsAndValidity() throws IOException {
        TestDoor door = new TestDoor(folder);
        door.portrait();
        Path csv = Files.writeString(folder.resolve("people.csv"), """
                id,name,photo,groups,valid-from,valid-until
                ana,Ana,portrait.jpg,staff; night,2026-07-06,2026-12-31
                """);
        assertThat(door.run("person", "import", csv.toString()).code()).isZero();
        assertThat(door.run("person", "show", "ana").out()).contains("groups night, staff  from 2026-07-06  to 2026-12-31");

        Files.writeString(csv, "id,name,photo,groups,valid-until\nana,Ana,portrait.jpg,,none\n");
        assertThat(door.run("person", "import", csv.toString()).code()).isZero();
        assertThat(door.run("person", "show", "ana").out()).contains("groups night, staff  from 2026-07-06\n");
    }

    @Test
    void importRefusesWhatItWouldNotUnderstandBeforeAnybodyIsEnrolled() throws IOException {
        TestDoor door = new TestDoor(folder);
        door.portrait();
        Path csv = folder.resolve("people.csv");
        for (var bad : Map.of(
                        "id,photo,valid_until\nana,portrait.jpg,2026-07-06\n", "people.csv:1: unknown column \"valid_until\"",
                        "id,photo,valid-until\nana,portrait.jpg,\nben,portrait.jpg,6.7.2026\n", "people.csv:3: valid-until 6.7.2026: write a date",
                        "id,photo,groups\nana,portrait.jpg,Night Shift\n", "people.csv:2: groups Night Shift: use 1..63")
                .entrySet()) {
            Files.writeString(csv, bad.getKey());
            Outcome outcome = door.run("person", "import", csv.toString());
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err().lines()).singleElement().asString().contains(bad.getValue());
        }
        assertThat(door.run("person", "list").out()).doesNotContain("ana");
    }

    @Test
    void importTakesTheMarkThatSpreadsheetsWrite() throws IOException {
        TestDoor door = new TestDoor(folder);
        Path csv = Files.writeString(folder.resolve("people.csv"), "\uFEFFid,name,photo\nbob,Bob,nobody.jpg\n");
        assertThat(door.run("person", "import", csv.toString()).err()).contains("people.csv:2: bob").contains("nobody.jpg");
    }

    @Test
    void malformedIdsAreWrongUsage() throws IOException {
        TestDoor door = new TestDoor(folder);
        for (String command : List.of("add", "show", "remove")) {
            Outcome outcome = door.run("person", command, "BAD ID");
            assertThat(outcome.code()).as(command).isEqualTo(2);
            assertThat(outcome.err().lines()).singleElement().asString().contains("BAD ID").contains("a-z").contains("--help");
        }
    }

    @Test
    void theServicesSecretIsNoBusinessOfTheCommands() throws IOException {
        TestDoor door = new TestDoor(folder);
        Files.writeString(
                door.config(),
                Files.readString(door.config()) + "[mqtt]\nenabled = true\nusername = \"door\"\npassword-file = \"mqtt-password\"\n");
        assertThat(door.run("person", "list").code()).isZero();
        assertThat(door.run("events").code()).isZero();
        assertThat(door.run("models", "list").code()).isZero();
        assertThat(door.run("door", "status").err()).contains("no daemon answers");
        Outcome checked = door.run("config", "check");
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.err()).contains("note: ").contains("systemd credential");
        assertThat(door.run("doctor").out()).contains("systemd credential").contains("camera rate");

        String byPath = Files.readString(door.config()).replace("\"mqtt-password\"", "\"./mqtt-password\"");
        Files.writeString(door.config(), byPath);
        assertThat(door.run("person", "list").code()).isZero();
        Outcome missing = door.run("config", "check");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("mqtt-password no such file");
        Outcome examined = door.run("doctor");
        assertThat(examined.code()).isEqualTo(1);
        assertThat(examined.out()).contains("no such file").contains("camera rate");
        assertThat(door.run("run").code()).isEqualTo(78);
    }

    @Test
    void configCheckKnowsWhichBackEndsThereAre() throws IOException {
        TestDoor door = new TestDoor(folder);
        Files.writeString(door.config(), Files.readString(door.config()).replace("sim:test-pattern", "foo:test-pattern"));
        Outcome outcome = door.run("config", "check");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("lintel.toml:7:1: camera.source").contains("foo:").contains("v4l2:").contains("1 error");
        assertThat(door.run("run").code()).isEqualTo(78);
    }

    @Test
    void modelsVerifyNoticesOneChangedByte() throws IOException {
        Path copy = copyOfTheBundle();
        Outcome right = lintel("models", "verify", copy.toString());
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(lintel("models", "list", copy.toString()).out()).contains("detector").contains("caution");
        JsonNode listed = new ObjectMapper().readTree(lintel("models", "list", copy.toString(), "--json").out());
        assertThat(listed.path("models").path(0).path("bytes").isNumber()).isTrue();
        Path model = copy.resolve("fr_detect.onnx");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        Outcome outcome = lintel("models", "verify", copy.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("fr_detect.onnx").contains("SHA-256");
    }

    /** Its files are all right, and yet no door could decide anything by it. */
    @Test
    void modelsVerifyNoticesACalibrationThatNoDoorCanUse() throws IOException {
        Path manifest = copyOfTheBundle().resolve("bundle.toml");
        String whole = Files.readString(manifest);
        String broken = whole.replaceFirst("(?m)^genuine-pairs = .*$", "genuine-pairs = 7");
        assertThat(broken).isNotEqualTo(whole);
        Files.writeString(manifest, broken);
        for (String form : List.of("--json", "")) {
            List<String> line = new ArrayList<>(List.of("models", "verify", String.valueOf(manifest.getParent())));
            line.addAll(form.isEmpty() ? List.of() : List.of(form));
            Outcome outcome = lintel(line.toArray(String[]::new));
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("genuine pairs 7").contains("bundle.toml").contains("use a bundle");
        }
    }

    private Path copyOfTheBundle() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("bundle"));
        try (Stream<Path> files = Files.list(TestDoor.bundle())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
            }
        }
        return copy;
    }

    @Test
    void linesAndCamerasAreThoseOfTheDoorWhoseConfigurationIsNamed() throws IOException {
        TestDoor door = new TestDoor(folder);
        assertThat(door.run("gpio", "read", "exit-button").out()).contains("inactive");
        assertThat(door.run("gpio", "list").code()).isZero();
        assertThat(door.run("camera", "list").code()).isZero();
        Outcome missing = lintel("gpio", "list", "--config", folder.resolve("none.toml").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("none.toml");
    }

    @Test
    void theDoctorSaysWhatBecomesOfTheTuning() throws IOException {
        TestDoor door = new TestDoor(folder);
        assertThat(door.run("doctor").out()).contains("tuning").contains("not measured").contains("--bench");
        Path state = Files.createDirectory(
                folder.resolve("state"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        TuningFile file = new TuningFile(state);
        file.write(new ModelTuning("lintel-default@1", Runtime.getRuntime().availableProcessors(), true, Map.of()));
        assertThat(door.run("doctor").out()).contains(file.path() + " is used");
        file.write(new ModelTuning("other@1", 64, true, Map.of()));
        assertThat(door.run("doctor").out()).contains("is not used: measured for other@1 on 64 cores");
        Files.writeString(file.path(), "cores = ");
        Outcome broken = door.run("doctor");
        assertThat(broken.out()).contains("tuning.toml cannot be used");
    }

    @Test
    void linesCanBeReadAndPulsed() {
        assertThat(lintel("gpio", "read", "exit-button", "--provider", "sim").out()).contains("inactive");
        assertThat(lintel("gpio", "pulse", "door-relay", "--provider", "sim", "--millis", "10").code()).isZero();
        assertThat(lintel("gpio", "list", "--provider", "sim").code()).isZero();
        Outcome unknown = lintel("gpio", "list", "--provider", "gpiod");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("pi4j").contains("sim");
    }

    @Test
    void whatNeedsADaemonSaysSo() throws IOException {
        TestDoor door = new TestDoor(folder);
        for (List<String> command : List.of(List.of("door", "status"), List.of("door", "unlock"), List.of("explain"))) {
            Outcome outcome = door.run(command.toArray(String[]::new));
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("no daemon answers").contains("systemctl start lintel");
        }
    }

    @Test
    void doctorLooksAtAllThatADoorNeeds() throws IOException {
        TestDoor door = new TestDoor(folder);
        JsonNode findings = new ObjectMapper().readTree(door.run("doctor", "--json").out());
        List<String> checks = new ArrayList<>();
        findings.forEach(finding -> checks.add(finding.path("check").asText()));
        assertThat(checks).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(35);
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.path("what").asText()).isNotBlank();
            boolean wrong = List.of("warn", "fail").contains(finding.path("verdict").asText());
            assertThat(finding.path("todo").asText().isBlank()).as(finding.toString()).isEqualTo(!wrong);
        });
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("fire");
            assertThat(finding.path("verdict").asText()).isEqualTo("warn");
        });
    }

    @Test
    void doctorExaminesADoorThatIsNotRunning() throws IOException {
        TestDoor door = new TestDoor(folder);
        Outcome outcome = door.run("doctor");
        assertThat(outcome.out())
                .contains("configuration")
                .contains("model embedder")
                .contains("camera rate")
                .contains("simulated")
                .contains("nobody answers");
        Files.writeString(door.config(), Files.readString(door.config()).replace("sim:test-pattern?fps=15", "file:/nowhere.mp4"));
        Outcome blind = door.run("doctor", "--json");
        assertThat(blind.code()).isEqualTo(1);
        JsonNode findings = new ObjectMapper().readTree(blind.out());
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path("verdict").asText()).isEqualTo("fail");
            assertThat(finding.path("check").asText()).isEqualTo("camera");
        });
    }
}
