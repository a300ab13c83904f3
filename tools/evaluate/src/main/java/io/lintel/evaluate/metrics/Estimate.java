package io.lintel.evaluate.metrics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A rate with what supports it, or why there is none. */
public sealed interface Estimate {
    /** How an interval was found. */
    enum Method {
        /** Clopper–Pearson: every trial is independent of the others. */
        EXACT,
        /** Clopper–Pearson for as many independent trials as the dependent ones are worth. */
        EFFECTIVE,
        /** Bootstrap over people, nowhere narrower than {@link #EFFECTIVE}. */
        BOOTSTRAP;

        /** One lower-case word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A rate that the sample supports.
     *
     * @param value 0..1
     * @param interval where it lies with 95 % confidence
     * @param errors how many
     * @param trials of how many
     * @param effective how many independent trials those are worth
     * @param method how the interval was found
     */
    record Measured(double value, Interval interval, long errors, long trials, double effective, Method method) implements Estimate {
        @Override
        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("supported", true);
            json.put("value", value);
            json.put("low", interval.low());
            json.put("high", interval.high());
            json.put("errors", errors);
            json.put("trials", trials);
            json.put("effective_trials", effective);
            json.put("interval", method.word());
            return json;
        }
    }

    /**
     * No number, because it would mean nothing.
     *
     * @param why one phrase
     */
    record Unsupported(String why) implements Estimate {
        @Override
        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("supported", false);
            json.put("why", why);
            return json;
        }
    }

    /** For machines. */
    Map<String, Object> json();

    /** A counted share of trials, with the exact interval of as many independent ones as they are worth. */
    static Estimate counted(long errors, long trials, double effective) {
        return trials == 0 ? new Unsupported("nothing to count") : measured((double) errors / trials, errors, trials, effective);
    }

    /** A share that need not be a count of errors, over at least one trial. */
    static Measured measured(double value, long errors, long trials, double effective) {
        double worth = Math.min(effective, (double) trials);
        // Rounding in the sums must not make independent trials look dependent.
        Method method = worth >= trials * (1 - 1e-9) ? Method.EXACT : Method.EFFECTIVE;
        return new Measured(value, new Proportion(value * worth, worth).clopperPearson(), errors, trials, worth, method);
    }
}
