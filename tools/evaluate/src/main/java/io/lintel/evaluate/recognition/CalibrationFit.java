package io.lintel.evaluate.recognition;

import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.Correlation;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.models.ScoreCalibration;
import java.util.ArrayList;
import java.util.List;

/**
 * The calibration that a sample gives by itself, beside the manifest's. The impostors' tail is fitted by the peaks over a threshold: above the
 * cosine that 2 % of them reach, excesses are taken for exponential (Pickands 1975; a cosine's tail falls faster, so that the fit errs to the
 * safe side), and log10 FMR falls along a straight line.
 */
public final class CalibrationFit {
    private static final double TAIL_SHARE = 0.02;
    /** Fewer scores in the tail than this fit nothing. */
    private static final int TAIL_MIN = 30;

    private final Verification verification;
    private final double tailStart;
    private final int tailCount;
    private final double meanExcess;

    /** Fits. */
    public CalibrationFit(Verification verification) {
        this.verification = verification;
        Comparisons impostor = verification.impostor();
        tailCount = (int) Math.floor(TAIL_SHARE * impostor.size());
        tailStart = tailCount >= TAIL_MIN ? impostor.score(tailCount) : Double.NaN;
        double excess = 0;
        for (int i = 0; i < tailCount; i++) {
            excess += impostor.score(i) - tailStart;
        }
        meanExcess = excess / Math.max(1, tailCount);
    }

    /**
     * One cosine: what the manifest says and what this sample says.
     *
     * @param cosine of a knot of the manifest
     * @param manifest log10 FMR there
     * @param measured share of this sample's impostors above it
     * @param fitted log10 FMR by the fit; NaN below the fit's start
     */
    public record Line(double cosine, double manifest, Estimate measured, double fitted) {}

    /** At the manifest's knots. */
    public List<Line> lines(ScoreCalibration manifest) {
        List<Line> lines = new ArrayList<>();
        for (ScoreCalibration.Knot knot : manifest.impostorTail()) {
            long errors = verification.curve().falseMatches(knot.cosine());
            Estimate measured = Estimate.counted(errors, verification.impostor().size(), verification.impostorEffective());
            lines.add(new Line(knot.cosine(), knot.log10Fmr(), measured, fitted(knot.cosine())));
        }
        return lines;
    }

    /** log10 FMR by the fit; NaN where it does not reach. */
    public double fitted(double cosine) {
        return cosine >= tailStart ? Math.log10(TAIL_SHARE) - (cosine - tailStart) / meanExcess / Math.log(10) : Double.NaN;
    }

    /** The cosine for a false-match rate by the fit; NaN where there is none. */
    public double cosineAt(double fmr) {
        return tailStart + meanExcess * Math.log(TAIL_SHARE / fmr);
    }

    /** Where the fitted tail starts; NaN when there are too few impostor comparisons. */
    public double tailStart() {
        return tailStart;
    }

    /** Scores in the tail. */
    public int tailCount() {
        return tailCount;
    }

    /** Mean of the genuine scores. */
    public double genuineMean() {
        return mean(verification.genuine().scores());
    }

    /** Their standard deviation. */
    public double genuineDeviation() {
        return deviation(verification.genuine().scores());
    }

    /** Mean of the impostor scores. */
    public double impostorMean() {
        return mean(verification.impostor().scores());
    }

    /** Their standard deviation. */
    public double impostorDeviation() {
        return deviation(verification.impostor().scores());
    }

    /** How far the two kinds lie apart, d′: the distance of their means over the root mean square of their deviations. */
    public double separation() {
        double squares = (Math.pow(genuineDeviation(), 2) + Math.pow(impostorDeviation(), 2)) / 2;
        return (genuineMean() - impostorMean()) / Math.sqrt(squares);
    }

    private static double deviation(float[] scores) {
        double mean = mean(scores);
        double squares = 0;
        for (float score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return Math.sqrt(squares / Math.max(1, scores.length - 1));
    }

    /** Share of variance that scores of one pair of people have in common; NaN where no pair has two. */
    public double impostorCorrelation() {
        return Correlation.intraclass(verification.impostor().scores(), verification.impostor().clusters(verification.personOf()));
    }

    /** The same of one person's. */
    public double genuineCorrelation() {
        return Correlation.intraclass(verification.genuine().scores(), verification.genuine().clusters(verification.personOf()));
    }

    private static double mean(float[] scores) {
        double sum = 0;
        for (float score : scores) {
            sum += score;
        }
        return sum / Math.max(1, scores.length);
    }
}
