package io.lintel.core.vision;

/** The upper tail of the standard normal distribution, in decimal logarithms so that it does not underflow. */
final class NormalTail {
    private static final double LN10 = Math.log(10);
    private static final double LN2 = Math.log(2);
    private static final double HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LOG10_HALF = -LN2 / LN10;
    private static final int NEWTON_STEPS = 12;

    private NormalTail() {}

    /** log10 P(Z ≥ z). Relative error of the probability below 2e-7 (Press et al., Numerical Recipes, erfcc). */
    static double log10(double z) {
        return z >= 0 ? upperLn(z) / LN10 : Math.log1p(-Math.exp(upperLn(-z))) / LN10;
    }

    /** The z with log10 P(Z ≥ z) = log10Probability, which must be negative; probabilities below 1e-100 are taken as that. */
    static double inverse(double log10Probability) {
        if (log10Probability > LOG10_HALF) {
            double complement = -Math.expm1(log10Probability * LN10);
            return -inverse(Math.log10(complement));
        }
        double wanted = Math.max(log10Probability, -100) * LN10;
        // ln Q is concave and Q(z) ≤ exp(-z²/2)/2 for z ≥ 0: from that bound Newton's steps only fall towards the root.
        double z = Math.sqrt(Math.max(0, -2 * (wanted + LN2)));
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double ln = upperLn(z);
            double hazard = Math.exp(-0.5 * z * z - HALF_LN_2PI - ln);
            z = Math.max(0, z + (ln - wanted) / hazard);
        }
        return z;
    }

    /** ln P(Z ≥ z) for z ≥ 0. */
    private static double upperLn(double z) {
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double poly = -1.26551223
                + t * (1.00002368
                        + t * (0.37409196
                                + t * (0.09678418
                                        + t * (-0.18628806
                                                + t * (0.27886807
                                                        + t * (-1.13520398
                                                                + t * (1.48851587
                                                                        + t * (-0.82215223 + t * 0.17087277))))))));
        return Math.log(t) - x * x + poly - LN2;
    }
}
