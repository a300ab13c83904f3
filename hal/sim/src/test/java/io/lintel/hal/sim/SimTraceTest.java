package io.lintel.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimTraceTest {
    @Test
    void writesDownBirthChangesAndTheReturnAtClose(@TempDir Path folder) throws Exception {
        long[] now = {10};
        Path file = folder.resolve("trace");
        SimGpio gpio = new SimGpio(() -> now[0]++, new SimTrace(file));
        try (OutputLine relay = gpio.output(LineSettings.of("", "relay"), false)) {
            relay.set(true);
            relay.set(false);
            relay.set(true);
        }

        assertThat(Files.readAllLines(file))
                .containsExactly("10 relay 0", "11 relay 1", "12 relay 0", "13 relay 1", "14 relay 0");
    }
}
