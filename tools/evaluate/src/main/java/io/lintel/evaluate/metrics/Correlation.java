package io.lintel.evaluate.metrics;

import java.util.Arrays;

/**
 * Intraclass correlation: the share of the scores' variance that all scores of one cluster have in common. One-way analysis of variance with
 * clusters of unequal size (Donner 1986).
 */
public final class Correlation {
    private Correlation() {}

    /** Of scores whose clusters are named by {@code keys}; NaN where no cluster has two. */
    public static double intraclass(float[] scores, long[] keys) {
        long[] order = keys.clone();
        Arrays.sort(order);
        int clusters = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || order[i] != order[i - 1]) {
                order[clusters++] = order[i];
            }
        }
        double[] sum = new double[clusters];
        double[] size = new double[clusters];
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            int cluster = Arrays.binarySearch(order, 0, clusters, keys[i]);
            sum[cluster] += scores[i];
            size[cluster]++;
            total += scores[i];
        }
        int n = scores.length;
        if (clusters < 2 || n <= clusters) {
            return Double.NaN;
        }
        double mean = total / n;
        double between = 0;
        double squares = 0;
        for (int c = 0; c < clusters; c++) {
            double distance = sum[c] / size[c] - mean;
            between += size[c] * distance * distance;
            squares += size[c] * size[c];
        }
        double within = 0;
        for (int i = 0; i < n; i++) {
            int cluster = Arrays.binarySearch(order, 0, clusters, keys[i]);
            double distance = scores[i] - sum[cluster] / size[cluster];
            within += distance * distance;
        }
        double meanBetween = between / (clusters - 1);
        double meanWithin = within / (n - clusters);
        double usual = (n - squares / n) / (clusters - 1);
        double denominator = meanBetween + (usual - 1) * meanWithin;
        return denominator > 0 ? Math.max(0, (meanBetween - meanWithin) / denominator) : 0;
    }
}
