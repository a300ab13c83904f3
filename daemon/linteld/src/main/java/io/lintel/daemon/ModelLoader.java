package io.lintel.daemon;

import io.lintel.daemon.config.Config;
import io.lintel.daemon.vision.FaceReader;
import io.lintel.daemon.vision.ModelFaceReader;
import io.lintel.hal.Accelerator;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import io.lintel.models.ModelTuning;
import io.lintel.models.TuningFile;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the configured bundle, run as this machine was measured to run it best. Threading: any. */
final class ModelLoader implements Ports.Faces {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    @Override
    public void soon() {
        Thread.ofPlatform().daemon(true).name("libraries").start(ModelLoader::loadLibraries);
    }

    @Override
    public FaceReader load(Config config, Supplier<Accelerator> accelerator) {
        Config.Recognition recognition = config.recognition();
        Bundle bundle = Bundle.open(recognition.bundle());
        int cores = Runtime.getRuntime().availableProcessors();
        Optional<ModelTuning> tuning = tuning(new TuningFile(config.state().directory()), bundle, cores);
        return new ModelFaceReader(
                FaceModels.load(bundle, accelerator.get(), role -> config.accelerator().settings(role, tuning)),
                recognition.minFaceWidth(),
                recognition.maxFaces(),
                tuning.map(ModelTuning::overlap).orElse(cores > 1));
    }

    private static Optional<ModelTuning> tuning(TuningFile file, Bundle bundle, int cores) {
        return switch (file.look()) {
            case TuningFile.Nothing() -> Optional.empty();
            case TuningFile.Measured(ModelTuning tuning) when tuning.holdsFor(bundle, cores) -> {
                LOG.info("models run as measured: {}", file.path());
                yield Optional.of(tuning);
            }
            case TuningFile.Measured(ModelTuning tuning) -> {
                LOG.info("{} is not used: measured for {} on {} cores; lintel doctor --bench measures anew", file.path(), tuning.bundle(), tuning.cores());
                yield Optional.empty();
            }
            case TuningFile.Broken(String why) -> {
                LOG.warn("{} is not used: {}; lintel doctor --bench measures anew", file.path(), why);
                yield Optional.empty();
            }
        };
    }

    private static void loadLibraries() {
        try {
            FaceModels.loadLibraries();
        } catch (LinkageError e) {
            // Loading the models meets it again, where it can be told.
            LOG.debug("OpenCV cannot be loaded ahead of time", e);
        }
    }
}
