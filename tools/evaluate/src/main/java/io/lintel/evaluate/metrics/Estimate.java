package io.lintel.evaluate.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** A rate with what supports it, or why there is none. */
public sealed interface Estimate {
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
    record Measured(double value, Interval interval, long errors, long trials, double effective, String method) implements Estimate {
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
            json.put("interval", method);
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

    /** A counted share of dependent trials, with the exact interval of as many independent ones as they are worth. */
    static Estimate counted(long errors, long trials, double effective) {
        if (trials == 0) {
            return new Unsupported("nothing to count");
        }
        double worth = Math.min(effective, (double) trials);
        Proportion all = new Proportion((double) errors / trials * worth, worth);
        return new Measured((double) errors / trials, all.clopperPearson(), errors, trials, worth, "Clopper–Pearson");
    }

    /** The same for independent trials, with Wilson's interval. */
    static Estimate counted(long errors, long trials) {
        if (trials == 0) {
            return new Unsupported("nothing to count");
        }
        Proportion all = new Proportion((double) errors, (double) trials);
        return new Measured(all.value(), all.wilson(), errors, trials, (double) trials, "Wilson");
    }
}
