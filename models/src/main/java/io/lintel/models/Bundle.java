package io.lintel.models;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A verified set of models: the manifest was understood, and every file has the size and hash it names.
 *
 * <p>Immutable; any thread. That the tensors are as promised is checked when a session is loaded ({@link FaceModels#load}).
 *
 * @param directory where the files lie
 * @param id its name
 * @param version grows with every release of the same id, from 1
 * @param embeddingSpace names what its embeddings can be compared with
 * @param licence the terms
 * @param models by role; all required roles are there
 * @param detection what counts as a face
 * @param embedding what counts as a recognisable face
 * @param liveness how the liveness model is asked
 * @param calibration what its cosines mean
 */
public record Bundle(
        Path directory,
        String id,
        int version,
        String embeddingSpace,
        Licence licence,
        Map<Role, ModelFile> models,
        DetectionRule detection,
        EmbeddingRule embedding,
        LivenessRule liveness,
        ScoreCalibration calibration) {
    /** The manifest's file name. */
    public static final String MANIFEST = "bundle.toml";

    /** Keeps its own copy. */
    public Bundle {
        models = Map.copyOf(models);
    }

    /**
     * Reads a bundle's manifest and verifies every file it names.
     *
     * @throws BundleException when anything differs from the manifest, or the manifest is not understood
     */
    public static Bundle open(Path directory) {
        return new BundleReader(directory).read();
    }

    /** The model of a role, if the bundle has it. */
    public Optional<ModelFile> model(Role role) {
        return Optional.ofNullable(models.get(role));
    }

    /** The same with another rule of what counts as a face; for measurements. */
    public Bundle with(DetectionRule rule) {
        return new Bundle(directory, id, version, embeddingSpace, licence, models, rule, embedding, liveness, calibration);
    }

    /** {@code id@version}, as events and logs name it. */
    public String name() {
        return id + "@" + version;
    }
}
