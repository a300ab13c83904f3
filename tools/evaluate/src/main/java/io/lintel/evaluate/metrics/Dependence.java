package io.lintel.evaluate.metrics;

import java.util.Arrays;

/**
 * How many independent trials dependent ones are worth: n trials whose errors correlate by ρ(i, j) are worth n / (1 + Σ ρ(i, j) / n), the sum
 * over all ordered pairs of different trials (Kish 1965; for crossed comparisons Schuckers 2010, §3). Two kinds of dependence are known:
 * within a cluster (the same two people, or one person's own), and between comparisons that share one of their two people.
 */
public final class Dependence {
    /** Of false matches: P(another photograph passes too | one passed) is 0.17 to 0.29 at rates of 1e-3 to 1e-5 on LFW; the worst is taken. */
    public static final double FALSE_MATCHES = 0.29;
    /** Of false non-matches: scores of one person share up to 0.45 of their variance. */
    public static final double FALSE_NON_MATCHES = 0.45;
    /**
     * Of false matches that share one person. Scores of 15 people had nothing measurable in common across different others (−0.003); for
     * prudence 0.17 of their variance, which makes errors at a rate of 1e-2 correlate by 0.02 (bivariate normal), rarer ones by less.
     */
    public static final double SHARED_PERSON = 0.02;

    private Dependence() {}

    /** Effective trials whose clusters are named by {@code keys}. */
    public static double effective(long[] keys, double rho) {
        return keys.length == 0 ? 0 : keys.length / (1 + (squares(keys) / keys.length - 1) * rho);
    }

    /**
     * Effective comparisons of different people, in which one person, or one photograph, may occur many times.
     *
     * @param keys the two people of each, see {@link Comparisons#clusters}
     */
    public static double effectiveImpostors(long[] keys) {
        if (keys.length == 0) {
            return 0;
        }
        long[] ends = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            ends[2 * i] = keys[i] >>> 32;
            ends[2 * i + 1] = keys[i] & 0xFFFFFFFFL;
        }
        double samePair = squares(keys);
        // Two comparisons of the same two people meet at both ends.
        double sharing = Math.max(0, squares(ends) - 2 * samePair);
        double n = keys.length;
        return n / (1 + (samePair / n - 1) * FALSE_MATCHES + sharing / n * SHARED_PERSON);
    }

    /** Sum of the squared sizes of the clusters. */
    private static double squares(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        double squares = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double size = i - from;
                squares += size * size;
                from = i;
            }
        }
        return squares;
    }
}
