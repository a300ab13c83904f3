package io.lintel.benchmarks;

import io.lintel.core.vision.Evidence;
import java.util.SplittableRandom;

/**
 * Strangers before a gallery, drawn by what was measured: the normal score of a stranger's frame with one enrolled person is a + e,
 * a ~ N(0, ρ) of the pair and in all frames, e ~ N(0, 1−ρ) of the frame; people are independent of one another.
 *
 * <p>Of N people only those with a large a can be taken for the stranger. Their a are drawn from the greatest downwards, exactly (Rényi's
 * representation of order statistics: the logarithms of successive uniform maxima differ by exponentials over the number left), down
 * to a cut; what passes from below the cut has a probability of at most {@link #below}, computed and not drawn.
 */
final class Strangers {
    private final Scores scores;
    private final Rule rule;
    private final int people;
    private final double rho;
    private final double cut;
    private final double below;

    /**
     * Strangers at a door.
     *
     * @param rho the pair's share of the variance
     * @param negligible the greatest probability that may be left out
     */
    Strangers(Scores scores, Rule rule, int people, double rho, double negligible) {
        this.scores = scores;
        this.rule = rule;
        this.people = people;
        this.rho = rho;
        double low = -6;
        double high = 8;
        for (int halving = 0; halving < 30; halving++) {
            double middle = (low + high) / 2;
            if (passesBelow(middle) <= negligible) {
                low = middle;
            } else {
                high = middle;
            }
        }
        this.cut = low;
        this.below = passesBelow(low);
    }

    /** What was left out, at most. */
    double below() {
        return below;
    }

    /** How many of so many open the door. */
    int admitted(int strangers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int admitted = 0;
        for (int stranger = 0; stranger < strangers; stranger++) {
            admitted += opens(random) ? 1 : 0;
        }
        return admitted;
    }

    private boolean opens(SplittableRandom random) {
        double minusLog = 0;
        for (int left = people; left > 0; left--) {
            minusLog += random.nextExponential() / left;
            double pair = Math.sqrt(rho) * Scores.upperQuantile(-Math.expm1(-minusLog));
            if (pair < cut) {
                return false;
            }
            if (opensFor(pair, random)) {
                return true;
            }
        }
        return false;
    }

    private boolean opensFor(double pair, SplittableRandom random) {
        double sum = 0;
        double noise = Math.sqrt(1 - rho);
        for (int look = 1; look <= Evidence.LOOKS_MAX; look++) {
            double cosine = scores.cosine(pair + noise * random.nextGaussian());
            sum += cosine;
            if (rule.opens(look, sum / look, cosine)) {
                return true;
            }
        }
        return false;
    }

    /** Union bound over people and looks of P(a < cut and the bar is reached); bars lowered a little for the curve of the map. */
    private double passesBelow(double a) {
        double total = 0;
        for (int look = 1; look <= Evidence.LOOKS_MAX; look++) {
            double bar = scores.score(rule.bar(look)) - 0.1;
            double noise = Math.sqrt((1 - rho) / (rule.latest() ? 1 : look));
            double step = 0.02;
            for (double pair = a - step / 2; pair > a - 6; pair -= step) {
                double density = Math.exp(-pair * pair / (2 * rho)) / Math.sqrt(2 * Math.PI * rho);
                total += density * step * Scores.upperTail((bar - pair) / noise);
            }
        }
        return people * total;
    }
}
