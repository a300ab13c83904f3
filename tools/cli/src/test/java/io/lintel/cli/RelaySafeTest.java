package io.lintel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lintel.cli.TestDoor.Outcome;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import io.lintel.hal.sim.SimGpioProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to the lines once the daemon has died. */
final class RelaySafeTest {
    private static final Path ROOT = Path.of(System.getProperty("lintel.root", "../.."));

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void noTrace() {
        System.clearProperty(SimGpioProvider.TRACE);
    }

    @ParameterizedTest(name = "fail-safe {0}, active-low {1}: high at rest {2}")
    @CsvSource({"false, false, false", "false, true, true", "true, false, true", "true, true, false"})
    void theLockIsDrivenToRestAndLetGo(boolean failSafe, boolean activeLow, boolean highAtRest) throws IOException {
        TestDoor door = door("[gpio.relay]\nfail-safe = " + failSafe + "\nactive-low = " + activeLow);
        SimGpio gpio = new SimGpio(() -> 0);

        assertThat(new RestingLines(gpio, new ConfigLoader().load(door.config()).gpio()).rest()).isEmpty();
        assertThat(gpio.history("door-relay")).extracting(SimChange::high).isNotEmpty().containsOnly(highAtRest);
        assertThat(gpio.lines()).as("nobody holds it").allMatch(line -> line.consumer().isEmpty());
    }

    @Test
    void theCommandDoesItWithTheConfiguredBackEnd() throws IOException {
        TestDoor door = door("[gpio.buzzer]\nline = \"buzzer\"\n[gpio.unsecured]\nline = \"unsecured\"\n[gpio.relay]");
        Path trace = folder.resolve("trace");
        System.setProperty(SimGpioProvider.TRACE, trace.toString());

        Outcome outcome = door.run("gpio", "safe");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(Files.readAllLines(trace)).extracting(line -> line.replaceFirst("^-?[0-9]+ ", ""))
                .containsSubsequence("door-relay 0", "unsecured 1", "buzzer 0");
    }

    @Test
    void whatIsHeldIsLeftAloneAndTheRestIsStillDone() throws IOException {
        TestDoor door = door("[gpio.buzzer]\nline = \"buzzer\"\n[gpio.relay]");
        SimGpio gpio = new SimGpio(() -> 0);
        try (OutputLine held = gpio.output(LineSettings.of("", "door-relay"), false)) {
            held.set(true);
            List<String> failures = new RestingLines(gpio, new ConfigLoader().load(door.config()).gpio()).rest();
            assertThat(failures).singleElement().asString().contains("door-relay");
            assertThat(gpio.isActive("door-relay")).isTrue();
        }
        assertThat(gpio.history("buzzer")).isNotEmpty();
    }

    @Test
    void theUnitRunsItAfterTheDaemonIsGoneAndSystemdTakesTheUnit() throws IOException, InterruptedException {
        String unit = Files.readString(ROOT.resolve("systemd/lintel.service"));
        assertThat(unit).contains("\nExecStopPost=-/usr/lib/lintel/bin/relay-safe --config /etc/lintel/lintel.toml\n");
        Path programs = ROOT.resolve("tools/cli/src/main/dist/bin").toAbsolutePath().normalize();
        assertThat(programs.resolve("relay-safe")).isExecutable();

        assumeThat(Path.of("/usr/bin/systemd-analyze")).isExecutable();
        Path copy = Files.writeString(folder.resolve("lintel.service"), unit.replace("/usr/lib/lintel/bin", programs.toString()));
        Process verify = new ProcessBuilder("/usr/bin/systemd-analyze", "verify", "--man=no", copy.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // It tells of unknown keys and still exits with 0.
        assertThat(told).isEmpty();
        assertThat(verify.waitFor()).isZero();
    }

    @Test
    void aCleanStopNeedsNothingMore() throws IOException, InterruptedException {
        Path script = ROOT.resolve("tools/cli/src/main/dist/bin/relay-safe");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--config", "/nowhere/lintel.toml").redirectErrorStream(true);
        builder.environment().put("SERVICE_RESULT", "success");
        Process stopped = builder.start();
        assertThat(stopped.getInputStream().readAllBytes()).isEmpty();
        assertThat(stopped.waitFor()).isZero();
    }

    private TestDoor door(String relay) throws IOException {
        TestDoor door = new TestDoor(folder);
        Files.writeString(door.config(), Files.readString(door.config()).replace("[gpio.relay]", relay));
        return door;
    }
}
