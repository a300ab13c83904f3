package io.lintel.evaluate.metrics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Errors among trials, and what they prove. Both may be fractions: trials that depend on each other count for less (see {@link Dependence}).
 *
 * @param errors 0..trials
 * @param trials not negative
 */
public record Proportion(double errors, double trials) {
    /** Of all intervals here. */
    public static final double CONFIDENCE = 0.95;
    /** Trials without a single error that are needed to say, with 95 % confidence, that the rate is below 1/n: three times n. */
    public static final double RULE_OF_THREE = 3;

    /** Checks the ranges. */
    public Proportion {
        if (!(errors >= 0 && trials >= errors)) {
            throw new IllegalArgumentException(errors + " errors of " + trials + " trials");
        }
    }

    /** The share; 0 where nothing was tried. */
    public double value() {
        return trials > 0 ? errors / trials : 0;
    }

    /** Clopper and Pearson 1934: exact for independent trials, never too narrow. With no errors its upper end is the 97.5 % one. */
    public Interval clopperPearson() {
        double tail = (1 - CONFIDENCE) / 2;
        // Less than one effective error bounds nothing from below.
        double low = errors >= 1 ? beta(errors, trials - errors + 1, tail) : 0;
        double high = errors < trials ? beta(errors + 1, trials - errors, 1 - tail) : 1;
        return new Interval(low, high);
    }

    /** What no error at all would prove: the rule of three, 3/n (Hanley and Lippman-Hand 1983). */
    public double leastProvable() {
        return trials > 0 ? Math.min(1, RULE_OF_THREE / trials) : 1;
    }

    private static double beta(double a, double b, double p) {
        return BetaDistribution.of(a, b).inverseCumulativeProbability(p);
    }
}
