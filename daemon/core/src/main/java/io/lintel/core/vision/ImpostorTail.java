package io.lintel.core.vision;

import java.util.List;

/**
 * Turns a cosine into a stranger's normal score: the z of a standard normal with the same false-match rate. Between knots linear in
 * z, below the first along the first segment; above the last, where nothing was measured, log10 FMR goes on falling along the last
 * segment: a tail that falls ever faster, as a normal's does, stays below that line, so the rate is over- rather than underestimated.
 */
final class ImpostorTail {
    private final double[] cosines;
    private final double[] scores;
    private final double lastLog10Fmr;
    private final double lastSlope;

    ImpostorTail(List<Calibration.Knot> knots) {
        this.cosines = knots.stream().mapToDouble(Calibration.Knot::cosine).toArray();
        this.scores = knots.stream().mapToDouble(knot -> NormalTail.inverse(knot.log10Fmr())).toArray();
        Calibration.Knot last = knots.getLast();
        Calibration.Knot before = knots.get(knots.size() - 2);
        this.lastLog10Fmr = last.log10Fmr();
        this.lastSlope = (last.log10Fmr() - before.log10Fmr()) / (last.cosine() - before.cosine());
    }

    /** Rises strictly with the cosine. */
    double score(double cosine) {
        int last = cosines.length - 1;
        if (cosine > cosines[last]) {
            return NormalTail.inverse(lastLog10Fmr + (cosine - cosines[last]) * lastSlope);
        }
        int upper = 1;
        while (upper < last && cosine > cosines[upper]) {
            upper++;
        }
        double slope = (scores[upper] - scores[upper - 1]) / (cosines[upper] - cosines[upper - 1]);
        return scores[upper] + (cosine - cosines[upper]) * slope;
    }
}
