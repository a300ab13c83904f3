package io.lintel.evaluate.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Both error rates over all thresholds: a comparison matches when its score reaches the threshold, so FMR(t) = share of impostor scores ≥ t
 * and FNMR(t) = share of genuine scores &lt; t (ISO/IEC 19795-1). Scores may carry weights, for the bootstrap.
 */
public final class ErrorCurve {
    // Highest first; weights summed from the highest.
    private final float[] genuine;
    private final float[] impostor;
    private final double[] genuineSum;
    private final double[] impostorSum;
    // All scores, lowest first, each once.
    private final float[] thresholds;

    private ErrorCurve(float[] genuine, float[] impostor, double[] genuineSum, double[] impostorSum, float[] thresholds) {
        this.genuine = genuine;
        this.impostor = impostor;
        this.genuineSum = genuineSum;
        this.impostorSum = impostorSum;
        this.thresholds = thresholds;
    }

    /** Scores in any order, each counting once. */
    public static ErrorCurve of(float[] genuine, float[] impostor) {
        return new ErrorCurve(
                descending(genuine), descending(impostor), ones(genuine.length), ones(impostor.length), thresholds(genuine, impostor));
    }

    /** The same scores with a weight each, highest score first; equal scores may change places. Shares the scores with this curve. */
    ErrorCurve weighted(int[] genuineWeights, int[] impostorWeights) {
        return new ErrorCurve(genuine, impostor, sums(genuineWeights), sums(impostorWeights), thresholds);
    }

    /** A point of the curve: the threshold and both rates there. */
    public record Point(double threshold, double fmr, double fnmr) {}

    /** Genuine scores, unweighted. */
    public int genuine() {
        return genuine.length;
    }

    /** Impostor scores, unweighted. */
    public int impostors() {
        return impostor.length;
    }

    /** Whether there are scores of both kinds. */
    public boolean complete() {
        return genuineSum[genuine.length] > 0 && impostorSum[impostor.length] > 0;
    }

    /** Share of impostors that match at a threshold. */
    public double fmr(double threshold) {
        return impostorSum[atLeast(impostor, threshold)] / impostorSum[impostor.length];
    }

    /** Share of genuine comparisons that do not match at a threshold. */
    public double fnmr(double threshold) {
        return 1 - genuineSum[atLeast(genuine, threshold)] / genuineSum[genuine.length];
    }

    /** How many impostor scores reach a threshold, unweighted. */
    public int falseMatches(double threshold) {
        return atLeast(impostor, threshold);
    }

    /** How many genuine scores do not reach a threshold, unweighted. */
    public int falseNonMatches(double threshold) {
        return genuine.length - atLeast(genuine, threshold);
    }

    /** The lowest threshold at which no more than this share of impostors matches. */
    public double thresholdAt(double fmr) {
        double allowed = fmr * impostorSum[impostor.length] * (1 + 1e-12);
        // The first score, from the highest, that may not match any more.
        int low = 0;
        int high = impostor.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (impostorSum[atLeast(impostor, impostor[middle])] <= allowed) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == impostor.length ? impostor[impostor.length - 1] : Math.nextUp(impostor[low]);
    }

    /** The rate at which both errors are equally frequent, on the line between the two operating points around it. */
    public double equalErrorRate() {
        // FMR falls and FNMR rises with the threshold: the last point at which FMR > FNMR, and the first at which it is not.
        int low = 0;
        int high = thresholds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fmr(thresholds[middle]) > fnmr(thresholds[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double afterFmr = low < thresholds.length ? fmr(thresholds[low]) : 0;
        double afterFnmr = low < thresholds.length ? fnmr(thresholds[low]) : 1;
        double beforeFmr = low > 0 ? fmr(thresholds[low - 1]) : 1;
        double beforeFnmr = low > 0 ? fnmr(thresholds[low - 1]) : 0;
        double gapBefore = beforeFmr - beforeFnmr;
        double gapAfter = afterFnmr - afterFmr;
        double share = gapBefore + gapAfter > 0 ? gapBefore / (gapBefore + gapAfter) : 0;
        return beforeFmr + share * (afterFmr - beforeFmr);
    }

    /** The threshold with the best mean of the two classes' accuracies, in the middle of the gap it lies in. */
    public double bestThreshold() {
        double best = Double.POSITIVE_INFINITY;
        double chosen = 0;
        for (int i = 0; i < thresholds.length; i++) {
            double errors = fmr(thresholds[i]) + fnmr(thresholds[i]);
            if (errors < best) {
                best = errors;
                chosen = i > 0 ? (thresholds[i] + thresholds[i - 1]) / 2.0 : thresholds[i];
            }
        }
        return chosen;
    }

    /**
     * Points from the strictest threshold to the laxest, for drawing: about evenly spaced in the logarithm of either rate, since both are drawn so.
     *
     * @param each how many thresholds are taken from either kind's scores, at most
     */
    public List<Point> points(int each) {
        TreeSet<Float> chosen = new TreeSet<>(Comparator.reverseOrder());
        for (int i = 0; i < each; i++) {
            double share = (double) i / Math.max(1, each - 1);
            int impostorRank = (int) Math.round(Math.pow(impostor.length, share));
            int genuineRank = (int) Math.round(Math.pow(genuine.length, share));
            float allowed = impostor[impostorRank - 1];
            chosen.add(allowed);
            chosen.add(Math.nextUp(allowed));
            chosen.add(genuine[genuine.length - genuineRank]);
        }
        chosen.add(Math.nextUp(genuine[0]));
        return chosen.stream().map(threshold -> new Point(threshold, fmr(threshold), fnmr(threshold))).toList();
    }

    private static float[] thresholds(float[] genuine, float[] impostor) {
        float[] all = Arrays.copyOf(genuine, genuine.length + impostor.length);
        System.arraycopy(impostor, 0, all, genuine.length, impostor.length);
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    /** How many of the scores, highest first, reach a threshold. */
    private static int atLeast(float[] descending, double threshold) {
        int low = 0;
        int high = descending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (descending[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static float[] descending(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
            float swap = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = swap;
        }
        return sorted;
    }

    private static double[] ones(int length) {
        double[] sums = new double[length + 1];
        Arrays.setAll(sums, i -> i);
        return sums;
    }

    private static double[] sums(int[] weights) {
        double[] sums = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            sums[i + 1] = sums[i] + weights[i];
        }
        return sums;
    }
}
