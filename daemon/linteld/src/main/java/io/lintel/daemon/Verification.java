package io.lintel.daemon;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Evidence;

/**
 * Whether two photographs show one person: the likelihood ratio of their similarity under the bundle's calibration, one person's
 * pairs being normal and the density of different people's pairs being the slope of the measured false-match rate. Immutable.
 */
final class Verification {
    /** The slope is taken over twice this. */
    private static final double STEP = 1e-3;
    /** Any target does: only the evidence of a single comparison is asked for, which does not depend on it. */
    private static final double ANY_TARGET = 0.001;

    private final Evidence evidence;
    private final double mean;
    private final double deviation;

    Verification(Calibration calibration) {
        evidence = new Evidence(calibration, ANY_TARGET);
        mean = calibration.genuineMean();
        deviation = calibration.genuineDeviation();
    }

    /**
     * log10 of how much likelier "one person" is than "two people"; above 0 it is the likelier.
     *
     * @param cosine of the two embeddings; below 0 nothing more is learnt than at 0
     */
    double log10Ratio(double cosine) {
        double c = Math.clamp(cosine, 0, 1);
        double z = (c - mean) / deviation;
        double same = -0.5 * z * z * Math.log10(Math.E) - Math.log10(deviation * Math.sqrt(2 * Math.PI));
        // FMR = 10^-E, so its density is FMR · ln 10 · dE/dc.
        double slope = (evidence.of(c + STEP, 1) - evidence.of(c - STEP, 1)) / (2 * STEP);
        double different = -evidence.of(c, 1) + Math.log10(Math.log(10) * slope);
        return same - different;
    }
}
