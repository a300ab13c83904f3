package io.lintel.evaluate.metrics;

import java.util.Arrays;

/**
 * How many independent trials dependent ones are worth. Comparisons of the same two people are alike: n of them in clusters of m₁, m₂ … are
 * worth n / (1 + (Σm²/n − 1)·ρ) (Kish 1965), ρ being how far one error makes another of the same cluster likely.
 */
public final class Dependence {
    /** Of false matches: P(another photograph passes too | one passed) is 0.17 to 0.29 at rates of 1e-3 to 1e-5 on LFW; the worst is taken. */
    public static final double FALSE_MATCHES = 0.29;
    /** Of false non-matches: scores of one person share up to 0.45 of their variance. */
    public static final double FALSE_NON_MATCHES = 0.45;

    private Dependence() {}

    /** Effective trials of comparisons whose clusters are named by {@code keys}. */
    public static double effective(long[] keys, double rho) {
        if (keys.length == 0) {
            return 0;
        }
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
        return sorted.length / (1 + (squares / sorted.length - 1) * rho);
    }
}
