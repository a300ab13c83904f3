package io.lintel.benchmarks;

import io.lintel.core.vision.Evidence;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Between a stranger's normal scores and cosines, as the calibration behind an {@link Evidence} has it. */
final class Scores {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double MIN = -9;
    private static final double STEP = 0.002;

    /** Cosine at scores from {@link #MIN} in steps of {@link #STEP}. */
    private final double[] cosines = new double[10_000];

    Scores(Evidence evidence) {
        double cosine = -3;
        for (int i = 0; i < cosines.length; i++) {
            double wanted = -Math.log10(upperTail(MIN + i * STEP));
            double above = cosine + 0.05;
            while (evidence.of(above, 1) < wanted) {
                above += 0.05;
            }
            for (int halving = 0; halving < 40; halving++) {
                double middle = (cosine + above) / 2;
                if (evidence.of(middle, 1) < wanted) {
                    cosine = middle;
                } else {
                    above = middle;
                }
            }
            cosines[i] = above;
        }
    }

    double cosine(double score) {
        double at = Math.clamp((score - MIN) / STEP, 0, cosines.length - 2.0);
        int index = (int) at;
        return cosines[index] + (at - index) * (cosines[index + 1] - cosines[index]);
    }

    double score(double cosine) {
        int low = 0;
        int high = cosines.length - 1;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (cosines[middle] <= cosine) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return MIN + low * STEP;
    }

    /** P(Z ≥ z). */
    static double upperTail(double z) {
        return NORMAL.cumulativeProbability(-z);
    }

    /** The z with P(Z ≥ z) = q. */
    static double upperQuantile(double q) {
        return -NORMAL.inverseCumulativeProbability(q);
    }

    /** The greatest of so many independent standard normals: exact, by one draw. */
    static double greatest(RandomGenerator random, int of) {
        return upperQuantile(-Math.expm1(-random.nextExponential() / of));
    }
}
