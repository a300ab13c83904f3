package io.lintel.benchmarks;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Evidence;
import io.lintel.models.Bundle;
import io.lintel.models.ScoreCalibration;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Does the door keep its promise? Simulated strangers, whose frames have in common what was measured, against galleries of growing
 * size and the three targets an operator is likely to set; then how soon those are recognised who are enrolled. The numbers are the default bundle's.
 */
public final class EvidenceFigures {
    private static final long SEED = 20_261_125;
    /** The measured share of the variance that a pair's scores have in common. The calibration takes 0.70. */
    private static final double IMPOSTOR_CORRELATION = 0.69;
    private static final int[] GALLERIES = {10, 100, 1_000, 10_000, 100_000};
    private static final double[] TARGETS = {1e-2, 1e-3, 1e-4};
    private static final int GENUINE = 20_000;
    /** Of a target, at most this share is left out of the simulation and added to the upper bound. */
    private static final double LEFT_OUT = 0.02;

    private EvidenceFigures() {}

    /**
     * Prints both tables.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ScoreCalibration measured = Bundle.open(Photographs.bundle()).calibration();
        Calibration calibration = calibration(measured);
        strangers(calibration);
        people(calibration, measured);
    }

    private static Calibration calibration(ScoreCalibration measured) {
        List<Calibration.Knot> tail = measured.impostorTail().stream()
                .map(knot -> new Calibration.Knot(knot.cosine(), knot.log10Fmr()))
                .toList();
        return new Calibration(
                tail,
                measured.impostorPairs(),
                measured.genuineMean(),
                measured.genuineSd(),
                measured.genuinePairs(),
                Math.max(Calibration.IMPOSTOR_CORRELATION_MIN, measured.impostorCorrelation()));
    }

    private static void strangers(Calibration calibration) {
        System.out.printf(Locale.ROOT, "%nFPIR: share of strangers, %d looks each, to whom the door opens; 95 %% Clopper-Pearson; pair effect %.2f%n",
                Evidence.LOOKS_MAX, IMPOSTOR_CORRELATION);
        System.out.printf("%8s %7s  %-40s %-8s %-24s %s%n", "people", "target", "evidence", "kept?", "fixed threshold 1e-4", "independent frames");
        int broken = 0;
        for (double target : TARGETS) {
            Evidence evidence = new Evidence(calibration, target);
            Scores scores = new Scores(evidence);
            double fixed = scores.cosine(Scores.upperQuantile(1e-4));
            for (int people : GALLERIES) {
                int tracks = (int) Math.min(4_000_000, 400 / target);
                Share ours = fpir(scores, Rule.evidence(evidence, people), people, target, tracks);
                Share threshold = fpir(scores, Rule.threshold(fixed), people, 1e-3, 3_000);
                Share naive = fpir(scores, Rule.naive(evidence, people), people, 1e-3, 3_000);
                broken += ours.low > target ? 1 : 0;
                System.out.printf(Locale.ROOT, "%8d %7.0e  %-40s %-8s %-24s %s%n", people, target, ours + " of " + tracks,
                        ours.high <= target ? "yes" : ours.low > target ? "NO" : "open", threshold, naive);
            }
        }
        System.out.println(broken == 0 ? "No target was exceeded." : broken + " targets were exceeded.");
    }

    private static Share fpir(Scores scores, Rule rule, int people, double target, int tracks) {
        Strangers strangers = new Strangers(scores, rule, people, IMPOSTOR_CORRELATION, LEFT_OUT * target);
        return Share.of(strangers.admitted(tracks, SEED + people), tracks, strangers.below());
    }

    private static void people(Calibration calibration, ScoreCalibration measured) {
        System.out.printf(Locale.ROOT, "%nEnrolled people, %d approaches: looks until recognised, %% (pair effect %.2f)%n", GENUINE, measured.genuineCorrelation());
        System.out.printf("%8s %7s %7s %6s %6s %6s %6s %6s %14s %17s %19s%n", "people", "target", "photos", "1", "2", "3", "4", "5-16",
                "never (FNIR)", "fixed threshold", "independent frames");
        for (double target : TARGETS) {
            Evidence evidence = new Evidence(calibration, target);
            Scores scores = new Scores(evidence);
            double fixed = scores.cosine(Scores.upperQuantile(1e-4));
            for (int people : GALLERIES) {
                line(evidence, scores, fixed, people, 1, measured.genuineMean(), measured.genuineSd(), measured.genuineCorrelation());
                line(evidence, scores, fixed, people, 3, measured.genuineMean3(), measured.genuineSd3(), measured.genuineCorrelation());
            }
        }
    }

    private static void line(
            Evidence evidence, Scores scores, double fixed, int people, int photos, double mean, double deviation, double rho) {
        GenuinePeople genuine = new GenuinePeople(evidence, scores, mean, deviation, rho);
        int[] looks = genuine.looksNeeded(GENUINE, people, SEED + people);
        int later = 0;
        for (int look = 5; look < looks.length; look++) {
            later += looks[look];
        }
        System.out.printf(Locale.ROOT, "%8d %7.0e %7d %6.1f %6.1f %6.1f %6.1f %6.1f %14.2f %17.2f %19.2f%n", people, evidence.fpirTarget(), photos,
                percent(looks[1]), percent(looks[2]), percent(looks[3]), percent(looks[4]), percent(later), percent(looks[0]),
                100 * genuine.refused(Rule.threshold(fixed), GENUINE, SEED), 100 * genuine.refused(Rule.naive(evidence, people), GENUINE, SEED));
    }

    private static double percent(int count) {
        return 100.0 * count / GENUINE;
    }

    /** A share of a sample and its exact interval, the upper end with what was left out of the simulation. */
    private record Share(double value, double low, double high) {
        static Share of(int hits, int of, double leftOut) {
            double low = hits == 0 ? 0 : new BetaDistribution(hits, of - hits + 1.0).inverseCumulativeProbability(0.025);
            double high = hits == of ? 1 : new BetaDistribution(hits + 1.0, of - hits).inverseCumulativeProbability(0.975);
            return new Share((double) hits / of, low, Math.min(1, high + leftOut));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1e [%.1e, %.1e]", value, low, high);
        }
    }
}
