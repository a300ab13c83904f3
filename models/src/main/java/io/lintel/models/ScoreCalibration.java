package io.lintel.models;

import java.util.List;

/**
 * What a bundle's cosines mean: measured distributions, with the sample behind them.
 *
 * @param data what was measured on
 * @param impostorPairs how many comparisons of different people
 * @param genuinePairs how many comparisons of one person with himself
 * @param impostorTail false-match rate by cosine for the worst group, cosines ascending
 * @param log10FmrFloor below this the sample says nothing
 * @param genuineMean mean cosine of one person's pairs, one photograph enrolled
 * @param genuineSd its standard deviation
 * @param genuineMean3 the same with three photographs enrolled
 * @param genuineSd3 its standard deviation
 * @param impostorCorrelation share of variance that the scores of one pair of different people have in common, 0..1
 * @param genuineCorrelation the same for one person's pairs, 0..1
 */
public record ScoreCalibration(
        String data,
        long impostorPairs,
        long genuinePairs,
        List<Knot> impostorTail,
        double log10FmrFloor,
        double genuineMean,
        double genuineSd,
        double genuineMean3,
        double genuineSd3,
        double impostorCorrelation,
        double genuineCorrelation) {
    /**
     * One measured point of the impostors' tail.
     *
     * @param cosine a similarity, −1..1
     * @param log10Fmr log10 of the share of impostor pairs above it, at most 0
     */
    public record Knot(double cosine, double log10Fmr) {}

    /** Checks that the tail falls and the ranges hold. */
    public ScoreCalibration {
        impostorTail = List.copyOf(impostorTail);
        if (impostorTail.size() < 2) {
            throw new IllegalArgumentException("impostor-tail needs at least two knots");
        }
        for (int i = 1; i < impostorTail.size(); i++) {
            Knot before = impostorTail.get(i - 1);
            Knot knot = impostorTail.get(i);
            if (!(knot.cosine > before.cosine) || !(knot.log10Fmr < before.log10Fmr)) {
                throw new IllegalArgumentException("impostor-tail: cosines must rise and rates must fall, see knot " + (i + 1));
            }
        }
        if (!(genuineSd > 0) || !(genuineSd3 > 0) || !(log10FmrFloor < 0)) {
            throw new IllegalArgumentException("standard deviations must be positive and log10-fmr-floor negative");
        }
        if (!share(impostorCorrelation) || !share(genuineCorrelation)) {
            throw new IllegalArgumentException("correlations must lie in 0..1");
        }
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }
}
