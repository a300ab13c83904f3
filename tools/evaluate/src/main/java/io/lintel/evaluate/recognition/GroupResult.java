package io.lintel.evaluate.recognition;

import io.lintel.evaluate.data.Groups;
import io.lintel.evaluate.data.Photograph;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.Dependence;
import io.lintel.evaluate.metrics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one group of people fares: comparisons within the group at the bundle's own thresholds, so that groups can be set side by side.
 *
 * @param group its name
 * @param photographs how many
 * @param lost share of its photographs without an embedding
 * @param target false-match rate that the thresholds are meant for
 * @param threshold cosine
 * @param fmr within the group
 * @param fnmr within the group
 */
public record GroupResult(String group, int photographs, Estimate lost, double target, double threshold, Estimate fmr, Estimate fnmr) {
    private static final double TARGET = 1e-3;

    /** What the group's comparisons say about the manifest's promise, which is meant to hold for the worst group. */
    public String verdict() {
        return switch (fmr) {
            case Estimate.Measured measured when measured.interval().low() > target -> "contradicted";
            case Estimate.Measured measured when measured.interval().high() <= target -> "supported";
            case Estimate.Measured _, Estimate.Unsupported _ -> "too few people to tell";
        };
    }

    /** All groups at the threshold for a false-match rate of 1e-3. */
    public static List<GroupResult> of(Groups groups, List<Reading> readings, Verification verification, BundleTail bundle) {
        double threshold = bundle.cosineAt(TARGET);
        List<GroupResult> results = new ArrayList<>();
        for (String group : groups.names()) {
            boolean[] member = new boolean[readings.size()];
            List<Photograph> photographs = new ArrayList<>();
            int lost = 0;
            for (int i = 0; i < member.length; i++) {
                member[i] = groups.of(readings.get(i).photograph()).equals(Optional.of(group));
                if (member[i]) {
                    photographs.add(readings.get(i).photograph());
                }
                lost += member[i] && !readings.get(i).used() ? 1 : 0;
            }
            Comparisons genuine = within(verification.genuine(), member);
            Comparisons impostor = within(verification.impostor(), member);
            int[] personOf = verification.personOf();
            results.add(new GroupResult(
                    group,
                    photographs.size(),
                    Estimate.counted(lost, photographs.size(), Photograph.effective(photographs)),
                    TARGET,
                    threshold,
                    Estimate.counted(
                            atLeast(impostor, threshold),
                            impostor.size(),
                            Dependence.effectiveImpostors(impostor.clusters(personOf))),
                    Estimate.counted(
                            genuine.size() - atLeast(genuine, threshold),
                            genuine.size(),
                            Dependence.effective(genuine.clusters(personOf), Dependence.FALSE_NON_MATCHES))));
        }
        return results;
    }

    private static Comparisons within(Comparisons all, boolean[] member) {
        Comparisons own = new Comparisons();
        for (int i = 0; i < all.size(); i++) {
            if (member[all.first(i)] && member[all.second(i)]) {
                own.add(all.score(i), all.first(i), all.second(i));
            }
        }
        return own;
    }

    private static long atLeast(Comparisons scores, double threshold) {
        long count = 0;
        for (int i = 0; i < scores.size(); i++) {
            count += scores.score(i) >= threshold ? 1 : 0;
        }
        return count;
    }
}
