package io.lintel.evaluate.liveness;

import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Workers;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.data.Photograph;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Measures how well a bundle tells living faces from generated attacks.
 *
 * @param bundle which
 * @param models loads it once more, for one more thread
 * @param workers how the photographs are spread
 * @param seed of whatever is drawn
 */
public record LivenessEvaluation(Bundle bundle, Supplier<FaceModels> models, Workers workers, long seed) {
    /** Photographs beyond this many are drawn at random: thirty frames are made of each. */
    public static final int PHOTOGRAPHS_MAX = 250;

    /**
     * Measures on a data set.
     *
     * @param recorded photographs of presentations really made, listed one by one
     */
    public LivenessResult of(Dataset dataset, List<Path> recorded) {
        List<Photograph> chosen = new ArrayList<>(dataset.photographs());
        if (chosen.size() > PHOTOGRAPHS_MAX) {
            Collections.shuffle(chosen, new Random(seed));
            chosen.subList(PHOTOGRAPHS_MAX, chosen.size()).clear();
        }
        List<Presentation> presentations = workers.map(
                        "presentations", chosen, () -> new LivenessProbe(models.get(), seed), LivenessProbe::present)
                .stream()
                .flatMap(List::stream)
                .toList();
        if (presentations.isEmpty()) {
            throw new EvaluationException("no face was found in " + chosen.size() + " photographs", "use photographs of one face each, from the front");
        }
        List<LivenessResult.Recorded> single = new ArrayList<>();
        List<LivenessResult.Example> examples = new ArrayList<>();
        try (LivenessProbe probe = new LivenessProbe(models.get(), seed)) {
            for (Path file : recorded) {
                String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
                single.add(probe.recorded(Photograph.unlabelled(file, name)));
            }
            for (Species species : Species.PRESENTED) {
                probe.example(chosen.get(chosen.size() / 2), species)
                        .forEach(jpeg -> examples.add(new LivenessResult.Example(species, jpeg)));
            }
        }
        return new LivenessResult(dataset.name(), dataset.leftOut(), bundle, chosen.size(), presentations, single, examples);
    }
}
