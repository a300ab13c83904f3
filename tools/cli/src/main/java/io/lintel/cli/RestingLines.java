package io.lintel.cli;

import io.lintel.daemon.config.Config;
import io.lintel.hal.Gpio;
import io.lintel.hal.HalException;
import io.lintel.hal.LineSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drives every configured output to rest and lets it go: what a daemon that died did not do. A chip that keeps the last level of a line
 * nobody holds, as port expanders do, would leave the lock released.
 */
final class RestingLines {
    private final Gpio gpio;
    private final Map<LineSettings, Boolean> outputs = new LinkedHashMap<>();

    RestingLines(Gpio gpio, Config.Gpio lines) {
        this.gpio = gpio;
        outputs.put(lines.relay().line(), lines.relay().failSafe());
        // At rest it says that this door is not secure.
        lines.unsecured().ifPresent(line -> outputs.put(line, true));
        for (Optional<LineSettings> signal : List.of(lines.signals().buzzer(), lines.signals().granted(), lines.signals().denied())) {
            signal.ifPresent(line -> outputs.put(line, false));
        }
    }

    /** What could not be put to rest, in words; the others are. */
    List<String> rest() {
        List<String> failures = new ArrayList<>();
        outputs.forEach((line, active) -> {
            try {
                gpio.output(line, active).close();
            } catch (HalException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        });
        return failures;
    }
}
