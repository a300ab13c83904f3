package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.HealthState;
import io.lintel.daemon.config.Config;
import java.util.List;
import java.util.Locale;

/** The running daemon's own word about its parts. */
final class DaemonExamination implements DoctorCommand.Examination {
    private final Config door;
    private final boolean running;

    DaemonExamination(Config door, boolean running) {
        this.door = door;
        this.running = running;
    }

    @Override
    public List<Finding> look() {
        if (!running) {
            return List.of(Finding.warn(
                    "daemon", "nobody answers on " + door.control().socket(), "start it: systemctl start lintel, or lintel run"));
        }
        try (Control control = DoorConnection.running(door)) {
            return control.health().components().stream()
                    .map(part -> new Finding(
                            "daemon " + part.component(),
                            verdict(part.state()),
                            part.state().name().toLowerCase(Locale.ROOT) + " since " + part.since() + ": " + part.detail(),
                            part.todo()))
                    .toList();
        } catch (ControlException e) {
            return List.of(Finding.fail("daemon", String.valueOf(e.getMessage()), e.error().todo()));
        }
    }

    private static Finding.Verdict verdict(HealthState state) {
        return switch (state) {
            case OK -> Finding.Verdict.OK;
            case DEGRADED -> Finding.Verdict.WARN;
            case OFFLINE -> Finding.Verdict.FAIL;
        };
    }
}
