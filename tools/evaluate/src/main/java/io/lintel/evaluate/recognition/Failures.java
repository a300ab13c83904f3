package io.lintel.evaluate.recognition;

import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.report.Section;
import io.lintel.evaluate.report.Shots;
import io.lintel.evaluate.report.Shots.Shot;
import io.lintel.evaluate.report.Thumbnail;
import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of the worst: most similar strangers, least similar photographs of one person, photographs that were lost. */
final class Failures {
    private static final int SHOWN = 12;
    private static final int LOST_SHOWN = 24;

    private final RecognitionResult result;

    Failures(RecognitionResult result) {
        this.result = result;
    }

    Section section() {
        List<Shots> shots = new ArrayList<>();
        result.verification().ifPresent(found -> {
            double threshold = found.atBundle().get(1).threshold();
            int falseMatches = found.curve().falseMatches(threshold);
            int falseNonMatches = found.curve().falseNonMatches(threshold);
            shots.add(new Shots(
                    "Different people, most similar",
                    falseMatches + " of them match at the bundle's threshold for FMR 1e-3 (cosine " + Words.cosine(threshold) + ").",
                    pairs(found.impostor(), false, threshold)));
            shots.add(new Shots(
                    "One person, least similar",
                    falseNonMatches + " of them do not match at that threshold.",
                    pairs(found.genuine(), true, threshold)));
        });
        List<Shot> lost = new ArrayList<>();
        for (Reading reading : result.acquisition().lost()) {
            Optional<byte[]> jpeg = lost.size() < LOST_SHOWN ? picture(reading) : Optional.empty();
            jpeg.ifPresent(bytes -> lost.add(new Shot(List.of(bytes), last(reading) + ": " + reading.why())));
        }
        if (!lost.isEmpty()) {
            shots.add(new Shots("Photographs without an embedding", result.acquisition().lost().size() + " in all.", lost));
        }
        return new Section("Failures", "The worst first, so that one sees what is behind the numbers: wrong labels, poses, light.", List.of(), List.of(), shots);
    }

    private List<Shot> pairs(Comparisons scores, boolean lowest, double threshold) {
        List<Shot> shots = new ArrayList<>();
        for (int k = 0; k < Math.min(SHOWN, scores.size()); k++) {
            int i = lowest ? scores.size() - 1 - k : k;
            Reading first = result.readings().get(scores.first(i));
            Reading second = result.readings().get(scores.second(i));
            List<byte[]> jpegs = new ArrayList<>();
            picture(first).ifPresent(jpegs::add);
            picture(second).ifPresent(jpegs::add);
            boolean below = scores.score(i) < threshold;
            boolean wrong = lowest == below;
            shots.add(new Shot(
                    jpegs,
                    Words.cosine(scores.score(i)) + (wrong ? (lowest ? " false non-match" : " false match") : "") + " · "
                            + last(first) + " · " + last(second)));
        }
        return shots;
    }

    /** The file's own name: the folders before it would fill the page. */
    private static String last(Reading reading) {
        String name = reading.photograph().name();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static Optional<byte[]> picture(Reading reading) {
        return Thumbnail.of(reading.photograph().file(), reading.box());
    }
}
