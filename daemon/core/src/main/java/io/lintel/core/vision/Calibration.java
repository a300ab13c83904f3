package io.lintel.core.vision;

import java.util.List;

/**
 * What is known about the scores of one embedder: how similar strangers look to templates, how similar people look to their own, and
 * how far two pictures of the same person tell the same story. Numbers of the model bundle's manifest, checked here.
 *
 * @param impostorTail false-match rates by cosine, for the worst group of people that was measured; at least two knots, cosines
 *     rising, rates falling
 * @param impostorPairs how many pairs of different people were compared; the last knot must rest on at least ten of them
 * @param genuineMean mean cosine of two pictures of the same person
 * @param genuineDeviation its standard deviation
 * @param genuinePairs how many pairs of the same person were compared, at least a hundred
 * @param impostorCorrelation share of the variance of a stranger's scores that all pictures of that stranger have in common (the
 *     intraclass correlation of the pair), 0.7..1: measured on photographs of different days it is 0.69, and frames of one approach
 *     are no less alike
 */
public record Calibration(
        List<Knot> impostorTail,
        long impostorPairs,
        double genuineMean,
        double genuineDeviation,
        long genuinePairs,
        double impostorCorrelation) {
    /** The least impostor correlation that is believed. */
    public static final double IMPOSTOR_CORRELATION_MIN = 0.7;
    /** How many false matches must have been seen at the last knot. */
    public static final int FALSE_MATCHES_MIN = 10;
    /** How many genuine pairs must have been compared. */
    public static final int GENUINE_PAIRS_MIN = 100;
    /** The most knots. */
    public static final int KNOTS_MAX = 64;

    /**
     * One point of the impostor tail.
     *
     * @param cosine the similarity, -1..1
     * @param log10Fmr log10 of the share of impostor pairs at least that similar, below log10(0.5)
     */
    public record Knot(double cosine, double log10Fmr) {}

    /**
     * Keeps its own copy of the knots.
     *
     * @throws CalibrationException naming the first number that cannot be true
     */
    public Calibration {
        impostorTail = List.copyOf(impostorTail);
        checkTail(impostorTail);
        double least = leastRate(impostorPairs);
        Knot last = impostorTail.getLast();
        require(last.log10Fmr() >= least, "impostor tail ends at 1e" + last.log10Fmr() + ", but " + impostorPairs
                + " impostor pairs support no rate below 1e" + least + ": drop the last knots");
        require(genuinePairs >= GENUINE_PAIRS_MIN, "genuine pairs " + genuinePairs + ": at least " + GENUINE_PAIRS_MIN);
        require(genuineMean > impostorTail.getFirst().cosine() && genuineMean < 1,
                "genuine mean " + genuineMean + ": expected above the first impostor knot and below 1");
        require(genuineDeviation > 0 && genuineDeviation < 0.5,
                "genuine deviation " + genuineDeviation + ": expected above 0 and below 0.5");
        require(impostorCorrelation >= IMPOSTOR_CORRELATION_MIN && impostorCorrelation <= 1,
                "impostor correlation " + impostorCorrelation + ": expected " + IMPOSTOR_CORRELATION_MIN
                        + "..1; frames of one approach are not independent");
    }

    /**
     * A calibration of what was measured, without the knots that the sample is too small for, and with no more trust in the independence
     * of frames than is ever given.
     *
     * @param measured the impostor tail, from common to rare
     * @throws CalibrationException when nothing can be decided by what is left
     */
    public static Calibration ofSample(
            List<Knot> measured,
            long impostorPairs,
            double genuineMean,
            double genuineDeviation,
            long genuinePairs,
            double impostorCorrelation) {
        double least = leastRate(impostorPairs);
        List<Knot> supported = measured.stream()
                .filter(knot -> knot.log10Fmr() < Math.log10(0.5) && knot.log10Fmr() >= least)
                .toList();
        return new Calibration(
                supported,
                impostorPairs,
                genuineMean,
                genuineDeviation,
                genuinePairs,
                Math.max(IMPOSTOR_CORRELATION_MIN, impostorCorrelation));
    }

    /** The logarithm of the rarest rate that so many pairs say anything about. */
    private static double leastRate(long impostorPairs) {
        return Math.log10((double) FALSE_MATCHES_MIN / Math.max(1, impostorPairs));
    }

    private static void checkTail(List<Knot> tail) {
        require(tail.size() >= 2 && tail.size() <= KNOTS_MAX,
                "impostor tail of " + tail.size() + " knots: expected 2.." + KNOTS_MAX);
        double cosineBefore = Double.NEGATIVE_INFINITY;
        double rateBefore = Math.log10(0.5);
        for (Knot knot : tail) {
            require(knot.cosine() > -1 && knot.cosine() < 1 && Double.isFinite(knot.log10Fmr()),
                    "impostor knot " + knot + ": expected a cosine within -1..1 and a finite rate");
            require(knot.cosine() > cosineBefore, "impostor knot " + knot + ": cosines must rise from knot to knot");
            require(knot.log10Fmr() < rateBefore,
                    "impostor knot " + knot + ": rates must fall from knot to knot, the first being below one half");
            cosineBefore = knot.cosine();
            rateBefore = knot.log10Fmr();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CalibrationException("calibration: " + otherwise);
        }
    }
}
