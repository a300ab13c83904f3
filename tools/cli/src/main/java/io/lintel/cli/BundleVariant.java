package io.lintel.cli;

import io.lintel.models.Bundle;
import io.lintel.models.DetectionRule;
import io.lintel.models.EmbeddingRule;
import io.lintel.models.LivenessRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Numbers of a bundle's manifest replaced for an experiment, so that they can be chosen by measurement. For those who make bundles: not in the help. */
final class BundleVariant {
    @Option(names = "--with-crop", hidden = true, paramLabel = "HEIGHTS", description = "Side of the liveness crop instead of the manifest's.")
    private @Nullable Double crop;

    @Option(names = "--with-score", hidden = true, paramLabel = "SCORE", description = "Lowest score of a face instead of the manifest's.")
    private @Nullable Double score;

    @Option(names = "--with-min-norm", hidden = true, paramLabel = "NORM", description = "Shortest embedding of a face instead of the manifest's.")
    private @Nullable Double minNorm;

    /** The bundle with these numbers. */
    Bundle of(Bundle bundle) {
        DetectionRule detection = bundle.detection();
        LivenessRule liveness = bundle.liveness();
        return new Bundle(
                bundle.directory(),
                bundle.id(),
                bundle.version(),
                bundle.embeddingSpace(),
                bundle.licence(),
                bundle.models(),
                new DetectionRule(Optional.ofNullable(score).orElse(detection.score()), detection.overlap()),
                new EmbeddingRule(Optional.ofNullable(minNorm).orElse(bundle.embedding().minNorm())),
                new LivenessRule(Optional.ofNullable(crop).orElse(liveness.crop()), liveness.liveClass(), liveness.threshold()),
                bundle.calibration());
    }
}
