package io.lintel.benchmarks;

import io.lintel.core.vision.Evidence;
import java.util.SplittableRandom;

/**
 * Enrolled people before their door: a frame's cosine with the own template is normal, a share ρ of its variance common to all frames of
 * the approach. The runner-up and the look-alike are the greatest of N − 1 strangers, drawn exactly; the runner-up stays the same in
 * all frames.
 */
final class GenuinePeople {
    /** Decades between best and runner-up that a door asks for. */
    private static final double MARGIN = 1;

    private final Evidence evidence;
    private final Scores scores;
    private final double mean;
    private final double deviation;
    private final double rho;

    GenuinePeople(Evidence evidence, Scores scores, double mean, double deviation, double rho) {
        this.evidence = evidence;
        this.scores = scores;
        this.mean = mean;
        this.deviation = deviation;
        this.rho = rho;
    }

    /** How many were recognised at each look, from index 1; at index 0 those who never were. */
    int[] looksNeeded(int approaches, int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[Evidence.LOOKS_MAX + 1];
        for (int i = 0; i < approaches; i++) {
            counts[look(people, random)]++;
        }
        return counts;
    }

    private int look(int people, SplittableRandom random) {
        double rival = Scores.greatest(random, people - 1);
        double runnerUp = -Math.log10(Scores.upperTail(rival));
        // A frame that opens must by itself show the person and nobody rather.
        double own = Math.max(evidence.ownCosine(), scores.cosine(rival));
        double lookAlike = scores.cosine(Scores.greatest(random, people - 1));
        double common = mean + deviation * Math.sqrt(rho) * random.nextGaussian();
        double sum = 0;
        for (int look = 1; look <= Evidence.LOOKS_MAX; look++) {
            double cosine = Math.min(1, common + deviation * Math.sqrt(1 - rho) * random.nextGaussian());
            sum += cosine;
            double frames = evidence.effectiveFrames(1.0 / look);
            double found = evidence.of(sum / look, frames);
            if (cosine >= own && found >= evidence.required(look, people, lookAlike, frames) && found - runnerUp >= MARGIN) {
                return look;
            }
        }
        return 0;
    }

    /** The share that a rule never opens to. */
    double refused(Rule rule, int approaches, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = approaches;
        for (int i = 0; i < approaches; i++) {
            double common = mean + deviation * Math.sqrt(rho) * random.nextGaussian();
            double sum = 0;
            for (int look = 1; look <= Evidence.LOOKS_MAX; look++) {
                double cosine = Math.min(1, common + deviation * Math.sqrt(1 - rho) * random.nextGaussian());
                sum += cosine;
                if (rule.opens(look, sum / look, cosine)) {
                    refused--;
                    break;
                }
            }
        }
        return (double) refused / approaches;
    }
}
