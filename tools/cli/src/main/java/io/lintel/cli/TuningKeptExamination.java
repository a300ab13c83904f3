package io.lintel.cli;

import io.lintel.daemon.config.Config;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.ModelTuning;
import io.lintel.models.TuningFile;
import java.nio.file.Files;
import java.util.List;

/** The measurement that says how the models run best here: whether there is one, and whether the daemon will use it. */
final class TuningKeptExamination implements DoctorCommand.Examination {
    private static final String CHECK = "tuning";
    private static final String TODO = "measure with lintel doctor --bench while the daemon is stopped";

    private final Config door;

    TuningKeptExamination(Config door) {
        this.door = door;
    }

    @Override
    public List<Finding> look() {
        TuningFile file = new TuningFile(door.state().directory());
        if (Files.isDirectory(door.state().directory()) && !Files.isExecutable(door.state().directory())) {
            return List.of(); // the examination of the state directory has said so
        }
        return List.of(switch (file.look()) {
            case TuningFile.Nothing() -> Finding.skip(CHECK, "not measured: models run as configured; lintel doctor --bench finds out what is best here");
            case TuningFile.Broken(String why) -> Finding.warn(CHECK, file.path() + " cannot be used: " + why, TODO);
            case TuningFile.Measured(ModelTuning tuning) -> measured(file, tuning);
        });
    }

    private Finding measured(TuningFile file, ModelTuning tuning) {
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            if (tuning.holdsFor(Bundle.open(door.recognition().bundle()), cores)) {
                return Finding.ok(CHECK, file.path() + " is used");
            }
        } catch (BundleException e) {
            return Finding.skip(CHECK, file.path() + " is for " + tuning.bundle() + "; the bundle cannot be opened");
        }
        return Finding.warn(
                CHECK, "%s is not used: measured for %s on %d cores, here are %d".formatted(file.path(), tuning.bundle(), tuning.cores(), cores), TODO);
    }
}
