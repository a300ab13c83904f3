package io.lintel.benchmarks;

import io.lintel.core.vision.Evidence;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * When a door would open: at the first look whose cosine, the mean so far or the latest alone, reaches that look's bar, and whose own cosine
 * is not below the least that a single frame must have.
 */
final class Rule {
    private final double[] bars;
    private final boolean latest;
    private final double own;

    private Rule(double[] bars, boolean latest, double own) {
        this.bars = bars;
        this.latest = latest;
        this.own = own;
    }

    /** Lintel's, as {@link Evidence} and the recogniser have it. Who walks up has been seen from afar: the first look may open. */
    static Rule evidence(Evidence evidence, int people) {
        return sequential(evidence, people, look -> evidence.effectiveFrames(1.0 / look), evidence.ownCosine());
    }

    /** The same bound, and the frames' evidence added up as if they were independent. */
    static Rule naive(Evidence evidence, int people) {
        return sequential(evidence, people, look -> look, Double.NEGATIVE_INFINITY);
    }

    /** One cosine for everybody and any gallery: the one that strangers reach once in so many pairs. */
    static Rule threshold(double cosine) {
        double[] bars = new double[Evidence.LOOKS_MAX];
        Arrays.fill(bars, cosine);
        return new Rule(bars, true, Double.NEGATIVE_INFINITY);
    }

    private static Rule sequential(Evidence evidence, int people, IntToDoubleFunction effective, double own) {
        double[] bars = new double[Evidence.LOOKS_MAX];
        for (int look = 1; look <= bars.length; look++) {
            double frames = effective.applyAsDouble(look);
            double required = evidence.required(look, people);
            bars[look - 1] = least(cosine -> evidence.of(cosine, frames) - required);
        }
        return new Rule(bars, false, own);
    }

    /** Where a rising function reaches zero. */
    private static double least(DoubleUnaryOperator rising) {
        double low = -1;
        double high = 3;
        for (int halving = 0; halving < 60; halving++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) >= 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Whether the door opens at this look, from 1. */
    boolean opens(int look, double mean, double cosine) {
        return cosine >= own && (latest ? cosine : mean) >= bars[look - 1];
    }

    /** The cosine to be reached at a look, from 1. */
    double bar(int look) {
        return bars[look - 1];
    }

    /** Whether it is the latest cosine alone that counts. */
    boolean latest() {
        return latest;
    }
}
