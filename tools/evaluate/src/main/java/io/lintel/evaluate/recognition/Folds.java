package io.lintel.evaluate.recognition;

import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.ErrorCurve;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy by cross-validation: each fold is judged by the threshold that is best on the others (LFW's protocol, View 2). Both classes weigh the
 * same, so that thousands of impostor pairs do not drown the genuine ones; where both are equally many, as in LFW, that is plain accuracy.
 *
 * @param mean over the folds; NaN where there are none
 * @param deviation over the folds
 * @param folds how many had comparisons of both kinds
 * @param threshold mean of the chosen thresholds
 */
public record Folds(double mean, double deviation, int folds, double threshold) {
    static Folds of(List<Comparisons> genuine, List<Comparisons> impostor) {
        List<Double> accuracies = new ArrayList<>();
        double thresholds = 0;
        for (int fold = 0; fold < genuine.size(); fold++) {
            if (genuine.get(fold).size() == 0 || impostor.get(fold).size() == 0) {
                continue;
            }
            float[] otherGenuine = others(genuine, fold);
            float[] otherImpostor = others(impostor, fold);
            if (otherGenuine.length == 0 || otherImpostor.length == 0) {
                continue;
            }
            double threshold = ErrorCurve.of(otherGenuine, otherImpostor).bestThreshold();
            ErrorCurve held = ErrorCurve.of(genuine.get(fold).scores(), impostor.get(fold).scores());
            accuracies.add(1 - (held.fmr(threshold) + held.fnmr(threshold)) / 2);
            thresholds += threshold;
        }
        int n = accuracies.size();
        double mean = accuracies.stream().mapToDouble(a -> a).average().orElse(Double.NaN);
        double squares = accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
        return new Folds(mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n, n > 0 ? thresholds / n : Double.NaN);
    }

    private static float[] others(List<Comparisons> folds, int without) {
        int size = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            size += fold == without ? 0 : folds.get(fold).size();
        }
        float[] scores = new float[size];
        int at = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            if (fold != without) {
                float[] part = folds.get(fold).scores();
                System.arraycopy(part, 0, scores, at, part.length);
                at += part.length;
            }
        }
        return scores;
    }
}
