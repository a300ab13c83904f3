package io.lintel.evaluate.recognition;

import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Workers;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.Groups;
import io.lintel.evaluate.face.FacePipeline;
import io.lintel.evaluate.face.Outcome;
import io.lintel.evaluate.face.Reading;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures how well a bundle tells people apart.
 *
 * @param bundle which
 * @param models loads it once more, for one more thread
 * @param workers how the photographs are spread
 * @param flip whether embeddings of a face and its mirror image are added
 * @param seed of whatever is drawn
 * @param replicates how often people are redrawn for an interval
 */
public record RecognitionEvaluation(
        Bundle bundle, Supplier<FaceModels> models, Workers workers, boolean flip, long seed, int replicates) {
    /** Measures on a data set. */
    public RecognitionResult of(Dataset dataset, Optional<Groups> groups) {
        List<String> remarks = groups.map(chosen -> chosen.remarks(dataset.photographs())).orElse(List.of());
        List<Reading> readings = workers.map(
                "photographs", dataset.photographs(), () -> new FacePipeline(models.get(), flip), FacePipeline::read);
        if (readings.stream().allMatch(reading -> reading.outcome() == Outcome.UNREADABLE)) {
            throw new EvaluationException(
                    "none of the " + readings.size() + " photographs can be read; the first: " + readings.getFirst().why(), "check the files");
        }
        BundleTail tail = new BundleTail(bundle.calibration());
        Optional<Verification> verification = Verification.of(dataset, readings, tail, replicates, seed, workers.progress());
        int dimension = readings.stream().filter(Reading::used).findFirst().map(each -> each.embedding().length).orElse(1);
        List<GroupResult> perGroup = groups.isPresent() && verification.isPresent()
                ? GroupResult.of(groups.get(), readings, verification.get(), tail)
                : List.of();
        return new RecognitionResult(
                dataset,
                bundle,
                workers.threads(),
                readings,
                new Acquisition(readings),
                verification,
                dataset.protocol() ? List.of() : Identification.of(readings, bundle.calibration(), dimension, seed, workers.progress()),
                perGroup,
                remarks);
    }
}
