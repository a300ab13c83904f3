package io.lintel.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lintel.core.command.Command;
import io.lintel.core.event.Direction;
import io.lintel.daemon.config.Config.Acknowledgement;
import io.lintel.daemon.config.Config.LivenessMode;
import io.lintel.hal.Bias;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
    private static final String LEAST =
            """
            [site]
            id = "hq"
            [door]
            id = "front"
            [camera]
            source = "sim:walk"
            [gpio.relay]
            line = "GPIO17"
            """;

    @TempDir
    private Path directory;

    @Test
    void theLeastConfigurationHasTheDocumentedDefaults() throws IOException {
        Config config = load(LEAST);
        assertThat(config.door().settings().unlockTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.door().settings().contactFitted()).isFalse();
        assertThat(config.door().settings().direction()).isEqualTo(Direction.UNKNOWN);
        assertThat(config.recognition().liveness()).isEqualTo(LivenessMode.ENFORCE);
        assertThat(config.recognition().fpir()).isEqualTo(0.001);
        assertThat(config.gpio().relay().line().line()).isEqualTo("GPIO17");
        assertThat(config.gpio().relay().failSafe()).isFalse();
        assertThat(config.gpio().rex()).isEmpty();
        assertThat(config.mqtt().enabled()).isFalse();
        assertThat(config.mqtt().broker().clientId()).isEqualTo("lintel-hq-front");
        assertThat(config.mqtt().acknowledgement()).isEqualTo(Acknowledgement.PUBACK);
        assertThat(config.state().directory()).isEqualTo(Path.of("/var/lib/lintel"));
    }

    @Test
    void everyValueArrivesWhereItBelongs() throws IOException {
        secret("password", "rw-------");
        Config config = load(LEAST.replace("[gpio.relay]", "[gpio]\nprovider = \"sim\"\n[gpio.relay]\nfail-safe = true\nchip = \"c\"")
                + """
                [gpio.contact]
                line = "GPIO27"
                active-low = true
                bias = "pull-up"
                debounce = "25ms"
                [recognition]
                bundle = "models/x"
                fpir = 1e-4
                liveness = "monitor"
                liveness-waiver = "A. Lima: a demonstration"
                [accelerator]
                threads = 2
                providers = ["cuda", "cpu"]
                [accelerator.models.embedder]
                threads = 3
                [state]
                directory = "memory"
                [mqtt]
                enabled = true
                url = "mqtt://broker.example"
                username = "front"
                password-file = "password"
                window = 7
                ack = "application"
                """);
        assertThat(config.gpio().provider()).isEqualTo("sim");
        assertThat(config.gpio().relay().failSafe()).isTrue();
        assertThat(config.gpio().contact()).hasValueSatisfying(line -> {
            assertThat(line.activeLow()).isTrue();
            assertThat(line.bias()).isEqualTo(Bias.PULL_UP);
            assertThat(line.debounce()).isEqualTo(Duration.ofMillis(25));
        });
        assertThat(config.door().settings().contactFitted()).isTrue();
        assertThat(config.recognition().bundle()).isEqualTo(directory.resolve("models/x"));
        assertThat(config.recognition().fpir()).isEqualTo(1e-4);
        assertThat(config.recognition().liveness()).isEqualTo(LivenessMode.MONITOR);
        assertThat(config.accelerator().settings("detector").threads()).isEqualTo(2);
        assertThat(config.accelerator().settings("embedder").threads()).isEqualTo(3);
        assertThat(config.accelerator().settings("embedder").providers()).containsExactly("cuda", "cpu");
        assertThat(config.state().directory()).isEqualTo(directory.resolve("memory"));
        assertThat(config.mqtt().broker().url()).hasToString("mqtt://broker.example:1883");
        assertThat(config.mqtt().acknowledgement()).isEqualTo(Acknowledgement.APPLICATION);
        assertThat(config.mqtt().window()).isEqualTo(7);
        assertThat(new String(config.mqtt().broker().password().orElseThrow().read(), StandardCharsets.UTF_8)).isEqualTo("geheim");
    }

    @Test
    void allErrorsAreToldAtOnceWithTheirPlaces() throws IOException {
        List<ConfigError> errors = errors(
                """
                [site]
                id = "HQ"
                [door]
                unlok-time = "5s"
                held-alarm = 30
                [camera]
                source = "sim:walk"
                fps = 1000
                [gpio.relay]
                line = "GPIO17"
                [gpoi.contact]
                line = "GPIO27"
                [recognition]
                liveness = "off"
                """);
        assertThat(errors).extracting(error -> error.line() + ":" + error.column() + " " + shortened(error.message()))
                .containsExactly(
                        "2:1 site.id: \"HQ\" must be",
                        "3:1 door.id is missing; wr",
                        "4:1 unknown key door.unlok",
                        "5:1 door.held-alarm: 30 ne",
                        "8:1 camera.fps: 1000 must",
                        "11:1 unknown table [gpoi];",
                        "14:1 recognition.liveness o");
        assertThat(errors.get(2).message()).contains("did you mean \"door.unlock-time\"?");
        assertThat(errors.get(5).message()).contains("did you mean \"gpio\"?");
        assertThat(errors.getFirst().toString()).startsWith(directory.resolve("lintel.toml") + ":2:1: ");
    }

    private static String shortened(String message) {
        return message.substring(0, Math.min(22, message.length())).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            door.unlock-time = "499ms"                | from 500ms to 1m
            door.unlock-time = "61s"                  | from 500ms to 1m
            door.unlock-time = "5"                    | no duration
            door.unlock-time = 5                      | needs a unit
            door.unlock-time = "5 s"                  | no duration
            door.unlock-time = "-5s"                  | no duration
            door.relock-on-open = "yes"               | true or false
            door.direction = "inn"                    | did you mean "in"?
            site.zone = "Europe/Lisbn"                | did you mean "Europe/Lisbon"?
            camera.width = 7681                       | from 0 to 7680
            camera.width = 640.5                      | whole number
            camera.fps = nan                          | must be a number
            recognition.fpir = 0.2                    | from 1.0E-6 to 0.1
            recognition.max-faces = 0                 | from 1 to 16
            recognition.liveness = "monitor"          | lets a photograph open the door
            recognition.liveness-waiver = "me"        | although liveness is enforced
            gpio.provider = "gpiod"                   | one of "pi4j", "sim"
            gpio.relay.debounce = "1s"                | unknown key
            gpio.rex.bias = "pull-up"                 | gpio.rex.line is missing
            gpio.rex.line = "GPIO17"                  | already taken by [gpio.relay]
            accelerator.providers = []                | must be a list
            accelerator.providers = ["cpu", "cpu"]    | twice
            accelerator.providers = ["gpu"]           | did you mean "cpu"?
            accelerator.models.detecter.threads = 1   | did you mean "accelerator.models.detector"?
            state.retention = "1h"                    | from 1d to 3650d
            mqtt.url = "http://x"                     | must look like
            mqtt.url = "mqtt://me:secret@x"           | must not hold a user or password
            mqtt.url = "mqtt://x:99999"               | must look like
            mqtt.username = ""                        | must not be empty
            mqtt.password-file = "nowhere"            | no such file
            mqtt.ca-file = "nowhere.pem"              | no file that this user can read
            mqtt.window = 0                           | from 1 to 1000
            mqtt.command-allow = ["open"]             | must be one of "unlock", "lock", "lockdown"
            mqtt.command-allow = ["lock", "lock"]     | names "lock" twice
            mqtt.command-allow = ["confirm"]          | second-factor
            mqtt.command-keys = "alice.pub"           | must be a list
            mqtt.command-expiry = "10m"               | from 1s to 5m
            mqtt.password = "x"                       | did you mean "mqtt.password-file"?
            door.zone = "Z"                           | did you mean "site.zone"?
            door.held-warning = "2m"                  | comes before door.held-warning
            door = 5                                  | door is a table: write [door]
            log.level.x = 1                           | log.level is a key, not a table
            """)
    void whatIsWrongIsToldWithWhatToDo(String line, String expected) throws IOException {
        assertThat(errors(line + "\n" + LEAST)).anySatisfy(error -> assertThat(error.message()).contains(expected));
    }

    @Test
    void syntaxErrorsComeWithTheirPlaceAndWithoutFollowingNonsense() throws IOException {
        List<ConfigError> errors = errors("[site]\nid = hq\n");
        assertThat(errors).isNotEmpty().allSatisfy(error -> assertThat(error.message()).doesNotContain("is missing"));
        assertThat(errors.getFirst().line()).isEqualTo(2);
    }

    @Test
    void laterFilesOfConfDWinAndTheirErrorsNameThem() throws IOException {
        Path confD = Files.createDirectory(directory.resolve("conf.d"));
        Files.writeString(confD.resolve("20-b.toml"), "[door]\nunlock-time = \"7s\"\n");
        Files.writeString(confD.resolve("10-a.toml"), "[door]\nunlock-time = \"6s\"\nheld-alarm = \"3m\"\n");
        Files.writeString(confD.resolve("notes.txt"), "not TOML");
        Config config = load(LEAST);
        assertThat(config.door().settings().unlockTime()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.door().settings().heldAlarm()).isEqualTo(Duration.ofMinutes(3));

        Files.writeString(confD.resolve("30-c.toml"), "[door]\ncolour = 1\n");
        assertThat(errors(LEAST)).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo(confD.resolve("30-c.toml"));
            assertThat(error.line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw--w----"})
    void secretsOpenToOthersAreRefused(String permissions) throws IOException {
        secret("password", permissions);
        assertThat(errors(LEAST + "[mqtt]\nusername = \"u\"\npassword-file = \"password\"\n"))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("chmod 600"));
    }

    @Test
    void secretsThatBecomeReadableLaterAreRefusedWhenUsed() throws IOException {
        Path file = secret("password", "rw-------");
        SecretFile password = new SecretFile(file);
        assertThat(password.read()).isEqualTo("geheim".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(password::read).isInstanceOf(ConfigException.class).hasMessageContaining("chmod 600");
        assertThat(password.toString()).doesNotContain("geheim");
    }

    @Test
    void credentialsOfSystemdComeFirst() throws IOException {
        Path credentials = Files.createDirectory(directory.resolve("cred"));
        Files.move(secret("password", "rw-------"), credentials.resolve("password"));
        Path file = Files.writeString(
                directory.resolve("lintel.toml"), LEAST + "[mqtt]\nusername = \"u\"\npassword-file = \"password\"\n");
        Config config = new ConfigLoader(Map.of("CREDENTIALS_DIRECTORY", credentials.toString())).load(file);
        assertThat(config.mqtt().broker().password()).isEqualTo(Optional.of(new SecretFile(credentials.resolve("password"))));
    }

    @Test
    void clientsNeedNoSecret() throws IOException {
        Path file = written("""
                [mqtt]
                url = "mqtts://b"
                username = "u"
                password-file = "mqtt-password"
                ca-file = "none.pem"
                certificate-file = "none.pem"
                key-file = "/nowhere/key"
                """);
        assertThat(ConfigLoader.forClients().load(file).mqtt().broker().password()).isPresent();
        assertThat(catchThrowableOfType(ConfigException.class, () -> new ConfigLoader(Map.of()).load(file)).errors()).hasSize(4);
    }

    @Test
    void aReviewTellsACredentialOfTheServiceFromAMissingFile() throws IOException {
        String credential = "[mqtt]\nusername = \"u\"\npassword-file = \"mqtt-password\"\n";
        ConfigReview good = new ConfigLoader(Map.of()).review(written(credential));
        assertThat(good.errors()).isEmpty();
        assertThat(good.notes()).anySatisfy(note -> {
            assertThat(note.line()).isEqualTo(11);
            assertThat(note.message()).contains("systemd credential").contains("mqtt-password");
        });
        Map<String, String> service = Map.of("CREDENTIALS_DIRECTORY", directory.resolve("none").toString());
        assertThat(new ConfigLoader(service).review(written(credential)).errors()).hasSize(1);

        ConfigReview missing = new ConfigLoader(Map.of()).review(written(credential.replace("mqtt-password", "./mqtt-password")));
        assertThat(missing.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(11);
            assertThat(error.message()).contains("no such file");
        });
        assertThat(missing.config()).isPresent();

        secret("mqtt-password", "rw-r--r--");
        assertThat(new ConfigLoader(Map.of()).review(written(credential)).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("chmod 600"));
    }

    @Test
    void aReviewOnlyNotesWhatThisUserMayNotRead() throws IOException {
        Path file = secret("password", "---------");
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
        ConfigReview review = new ConfigLoader(Map.of())
                .review(written("[mqtt]\nusername = \"u\"\npassword-file = \"./password\"\n"));
        assertThat(review.errors()).isEmpty();
        assertThat(review.notes()).anySatisfy(note -> assertThat(note.message()).contains("not readable for you"));
    }

    @Test
    void aCommandKeyThatIsGoneIsRevokedAndKeepsNoDoorFromStarting() throws IOException {
        Path file = written("[mqtt]\ncommand-keys = [\"alice.pub\"]\ncommand-allow = [\"unlock\"]\n");
        Config config = new ConfigLoader(Map.of()).load(file);
        assertThat(config.mqtt().commands().allowed()).containsExactly(Command.Kind.UNLOCK);
        assertThat(config.mqtt().commands().expiry()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.mqtt().commands().keys()).singleElement().satisfies(key -> assertThat(key.read()).isEmpty());
        assertThat(new ConfigLoader(Map.of()).review(file).notes())
                .anySatisfy(note -> assertThat(note.message()).contains("alice.pub is not there", "not believed"));
        assertThat(new ConfigLoader(Map.of()).review(file).errors()).as("while nobody can command at all").isEmpty();
        assertThat(load(LEAST).mqtt().commands().keys()).as("nobody unless named").isEmpty();
    }

    @Test
    void aCommandKeyThatIsGoneIsAnErrorForWhoeverAsks() throws IOException {
        Path file = written("[mqtt]\nenabled = true\ncommand-keys = [\"alice.pub\"]\n");
        assertThat(new ConfigLoader(Map.of()).load(file).mqtt().enabled()).as("a door starts without it").isTrue();
        assertThat(new ConfigLoader(Map.of()).review(file).errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(11);
            assertThat(error.message()).contains("mqtt.command-keys", "alice.pub is not there", "take it out of the list");
        });
    }

    @Test
    void aReviewNotesThatTheModelsAreNotThereYet() throws IOException {
        ConfigReview review = new ConfigLoader(Map.of()).review(written("[recognition]\nbundle = \"none\"\n"));
        assertThat(review.errors()).isEmpty();
        assertThat(review.notes()).singleElement().satisfies(note -> {
            assertThat(note.line()).isEqualTo(10);
            assertThat(note.message()).contains("no models").contains("none");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sim:walk            | simm:walk        | 6 | "simm:"; begin it with one of file:, rtsp:, sim:; did you mean "sim"?
            sim:walk            | /dev/video0      | 6 | "/dev/video0" has no scheme; begin it with one of file:, rtsp:, sim:
            [gpio.relay]        | [gpio]%nprovider = "pi4j"%n[gpio.relay] | 8 | gpio.provider: no back-end "pi4j" is installed; there are: sim
            """)
    void backEndsThatAreNotInstalledAreToldWithTheirLine(String there, String instead, int line, String expected)
            throws IOException {
        Path file = Files.writeString(directory.resolve("lintel.toml"), LEAST.replace(there, instead.formatted()));
        BackEndNames names = new BackEndNames(
                List.of("rtsp", "file", "sim"), List.of(instead.contains("pi4j") ? "sim" : "pi4j"), List.of("onnxruntime"), List.of("linux"));
        ConfigLoader loader = new ConfigLoader(Map.of());
        assertThat(loader.load(file)).as("nothing is said without names").isNotNull();
        for (List<ConfigError> errors : List.of(
                loader.knowing(names).review(file).errors(),
                catchThrowableOfType(ConfigException.class, () -> loader.knowing(names).load(file)).errors())) {
            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.line()).isEqualTo(line);
                assertThat(error.message()).contains(expected);
            });
        }
    }

    @Test
    void requiredKeysAreToldWithWhereAndWhatToWrite() throws IOException {
        assertThat(errors("[gpio.relay]\nactive-low = true\n"))
                .extracting(ConfigError::toString)
                .anySatisfy(told -> assertThat(told)
                        .contains("lintel.toml:1:1: gpio.relay.line is missing; write under [gpio.relay], for example: line = \"GPIO17\""))
                .anySatisfy(told -> assertThat(told)
                        .contains("lintel.toml: camera.source is missing; add the table [camera] with, for example: source = \"v4l2:"));
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("lintel.toml"), LEAST + text);
    }

    @Test
    void aCamerasPasswordMakesTheFileASecret() throws IOException {
        String text = LEAST.replace("sim:walk", "rtsp://user:secret@camera/1");
        Path file = Files.writeString(directory.resolve("lintel.toml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ConfigException told = catchThrowableOfType(ConfigException.class, () -> new ConfigLoader(Map.of()).load(file));
        assertThat(told).hasMessageContaining("chmod 640").hasMessageNotContaining("secret@");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(new ConfigLoader(Map.of()).load(file).camera().source()).contains("rtsp:");
    }

    @Test
    void hostileFilesAreRefusedInWords() throws IOException {
        assertThat(errors("x = " + "[".repeat(100_000)).getFirst().message()).isNotEmpty();
        assertThat(errors("#" + "x".repeat(ConfigLoader.FILE_BYTES_MAX)).getFirst().message()).contains("larger");
        Files.write(directory.resolve("lintel.toml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(directory.resolve("lintel.toml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(directory.resolve("none.toml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void damagedFilesAreNeverAnythingButErrors() throws IOException {
        byte[] whole = (LEAST + "[mqtt]\nurl = \"mqtt://x\"\nwindow = 3\n").getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            Path file = Files.write(directory.resolve("lintel.toml"), bytes);
            try {
                new ConfigLoader(Map.of()).load(file);
            } catch (ConfigException e) {
                assertThat(e.errors()).as("seed %d", seed).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private Config load(String text) throws IOException {
        return new ConfigLoader(Map.of()).load(Files.writeString(directory.resolve("lintel.toml"), text));
    }

    private List<ConfigError> errors(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("lintel.toml"), text);
        return catchThrowableOfType(ConfigException.class, () -> new ConfigLoader(Map.of()).load(file)).errors();
    }

    private Path secret(String name, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "geheim\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
