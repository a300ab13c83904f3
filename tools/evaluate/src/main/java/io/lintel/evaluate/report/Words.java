package io.lintel.evaluate.report;

import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.metrics.Interval;
import java.util.Locale;

/** Numbers as people read them. */
public final class Words {
    /** What the words of {@link #method} mean. */
    public static final String METHODS =
            "Intervals by: exact, Clopper–Pearson, where no person is in two trials; effective, the same for as many independent trials as these are"
                    + " worth, since people and photographs repeat; bootstrap, people redrawn, and nowhere narrower than effective.";

    private Words() {}

    private static final double TINY = 1e-6;
    /** Below this a share is the rounding of a computation. */
    private static final double NOTHING = 1e-12;

    /** A share as a percentage with two or three significant digits, tiny ones as a power of ten. */
    public static String share(double share) {
        if (Double.isNaN(share)) {
            return "–";
        }
        if (share < NOTHING) {
            return "0 %";
        }
        if (share < TINY) {
            return String.format(Locale.ROOT, "%.1e", share);
        }
        double percent = share * 100;
        int decimals = percent >= 9.995 ? 1 : percent >= 0.995 ? 2 : percent >= 0.00995 ? 3 : 5;
        return String.format(Locale.ROOT, "%." + decimals + "f %%", percent);
    }

    /** Both ends. */
    public static String interval(Interval interval) {
        return share(interval.low()) + " … " + share(interval.high());
    }

    /** The value alone, or a dash. */
    public static String value(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Measured measured -> share(measured.value());
            case Estimate.Unsupported _ -> "not supported";
        };
    }

    /** The interval alone, or why there is none. */
    public static String bounds(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Measured measured -> interval(measured.interval());
            case Estimate.Unsupported none -> none.why();
        };
    }

    /** How the interval was found, or a dash. */
    public static String method(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Measured measured -> measured.method().word();
            case Estimate.Unsupported _ -> "–";
        };
    }

    /** Errors of trials. */
    public static String counts(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Measured measured -> measured.errors() + " / " + measured.trials();
            case Estimate.Unsupported _ -> "–";
        };
    }

    /** A cosine. */
    public static String cosine(double cosine) {
        return Double.isNaN(cosine) ? "–" : String.format(Locale.ROOT, "%.3f", cosine);
    }

    /** A number with some decimals, or a dash. */
    public static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "–";
    }

    /** A rate as a power of ten: 1e-3. */
    public static String rate(double rate) {
        return "1e" + Math.round(Math.log10(rate));
    }
}
