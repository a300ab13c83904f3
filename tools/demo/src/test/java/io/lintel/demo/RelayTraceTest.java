package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RelayTraceTest {
    @Test
    void countsRisingEdgesOfItsLineOnly() {
        assertThat(RelayTrace.pulses(
                        List.of("1 relay 0", "2 relay 1", "3 relay 1", "4 buzzer 1", "5 relay 0", "6 relay 1", "7 relay 0", "8 re"),
                        "relay"))
                .isEqualTo(2);
    }

    @Test
    void countsNothingWhereNothingWasWritten(@TempDir Path folder) throws Exception {
        assertThat(RelayTrace.pulses(folder.resolve("none"), "relay")).isZero();
    }
}
