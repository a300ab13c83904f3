package io.lintel.evaluate.background;

import io.lintel.evaluate.EvaluationException;
import io.lintel.evaluate.Workers;
import io.lintel.evaluate.background.BackgroundProbe.Finding;
import io.lintel.evaluate.data.Dataset;
import io.lintel.models.Bundle;
import io.lintel.models.DetectionRule;
import io.lintel.models.FaceModels;
import io.lintel.models.QualityRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures how often what is no face passes for one, on pieces of the photographs that touch no face and on drawings, and how many real faces each
 * step costs.
 *
 * @param bundle which
 * @param models loads a variant of it once more, for one more thread
 * @param workers how the work is spread
 * @param drawings of each kind
 * @param seed of whatever is drawn
 */
public record BackgroundEvaluation(Bundle bundle, Function<Bundle, FaceModels> models, Workers workers, int drawings, long seed) {
    /** Drawings of each kind that tell enough. */
    public static final int DRAWINGS = 250;
    /** The lowest score that is looked at. */
    static final double SCORE_MIN = 0.5;
    private static final List<Kind> DRAWN = List.of(Kind.TEXT, Kind.PATTERN, Kind.TEXTURE, Kind.DISC);

    private record Sheet(Kind kind, int number) {}

    /** Measures on a data set. */
    public BackgroundResult of(Dataset dataset) {
        Bundle lax = bundle.with(new DetectionRule(SCORE_MIN, bundle.detection().overlap()));
        List<Finding> findings = new ArrayList<>(workers.map(
                "photographs", dataset.photographs(), () -> new BackgroundProbe(models.apply(lax), seed), BackgroundProbe::photograph));
        List<Sheet> sheets = new ArrayList<>();
        DRAWN.forEach(kind -> {
            for (int number = 0; number < drawings; number++) {
                sheets.add(new Sheet(kind, number));
            }
        });
        findings.addAll(workers.map(
                "drawings", sheets, () -> new BackgroundProbe(models.apply(lax), seed), (probe, sheet) -> probe.drawing(sheet.kind(), sheet.number())));
        Map<Kind, Integer> pieces = new EnumMap<>(Kind.class);
        Map<Kind, List<Candidate>> wrong = new EnumMap<>(Kind.class);
        List<Candidate> real = new ArrayList<>();
        for (Finding finding : findings) {
            pieces.merge(finding.kind(), finding.pieces(), Integer::sum);
            wrong.computeIfAbsent(finding.kind(), _ -> new ArrayList<>()).addAll(finding.wrong());
            real.addAll(finding.real());
        }
        if (real.isEmpty()) {
            throw new EvaluationException("no face was found in " + dataset.photographs().size() + " photographs", "use photographs of people");
        }
        Limits limits = new Limits(bundle.detection().score(), QualityRule.door().maxShapeError(), bundle.embedding().minNorm());
        return new BackgroundResult(dataset.name(), dataset.leftOut(), bundle.name(), limits, pieces, wrong, real);
    }
}
