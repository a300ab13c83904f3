package io.lintel.evaluate.recognition;

import io.lintel.evaluate.Progress;
import io.lintel.evaluate.metrics.ErrorCurve;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.metrics.Interval;
import io.lintel.evaluate.metrics.PersonBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Error rates of one curve and their intervals, found together: people are redrawn once for all rates. An interval is the wider of two,
 * the bootstrap's and the exact one for the effective number of comparisons; below {@value #ERRORS_MIN} errors, or with too few people,
 * redrawing says nothing and the latter stands alone.
 */
final class Rates {
    private static final int ERRORS_MIN = 5;

    private final ErrorCurve curve;
    private final PersonBootstrap bootstrap;
    private final double genuineEffective;
    private final double impostorEffective;
    private final List<Estimate.Measured> counted = new ArrayList<>();
    private final List<ToDoubleFunction<ErrorCurve>> rates = new ArrayList<>();

    Rates(ErrorCurve curve, PersonBootstrap bootstrap, double genuineEffective, double impostorEffective) {
        this.curve = curve;
        this.bootstrap = bootstrap;
        this.genuineEffective = genuineEffective;
        this.impostorEffective = impostorEffective;
    }

    /** Asks for the equal error rate: worth as much as the scarcer kind of comparison. */
    void equalErrorRate() {
        double rate = curve.equalErrorRate();
        long trials = genuineEffective <= impostorEffective ? curve.genuine() : curve.impostors();
        add(Estimate.measured(rate, Math.round(rate * trials), trials, Math.min(genuineEffective, impostorEffective)), ErrorCurve::equalErrorRate);
    }

    /**
     * Asks for the false-match rate and then the false non-match rate at a threshold.
     *
     * @param redrawn the threshold as redrawn people would have it
     */
    void at(double threshold, ToDoubleFunction<ErrorCurve> redrawn) {
        add(
                Estimate.measured(curve.fmr(threshold), curve.falseMatches(threshold), curve.impostors(), impostorEffective),
                each -> each.fmr(redrawn.applyAsDouble(each)));
        add(
                Estimate.measured(curve.fnmr(threshold), curve.falseNonMatches(threshold), curve.genuine(), genuineEffective),
                each -> each.fnmr(redrawn.applyAsDouble(each)));
    }

    private void add(Estimate.Measured estimate, ToDoubleFunction<ErrorCurve> rate) {
        counted.add(estimate);
        rates.add(rate);
    }

    /** All that was asked for, in that order. */
    List<Estimate> estimates(Progress progress) {
        if (!bootstrap.meaningful() || counted.stream().noneMatch(each -> each.errors() >= ERRORS_MIN)) {
            return List.copyOf(counted);
        }
        List<Interval> redrawn =
                bootstrap.intervals(rates, done -> progress.at("people redrawn", done, bootstrap.replicates()));
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Estimate.Measured one = counted.get(i);
            estimates.add(one.errors() < ERRORS_MIN ? one : wider(one, redrawn.get(i)));
        }
        return estimates;
    }

    private static Estimate wider(Estimate.Measured counted, Interval redrawn) {
        Interval interval = new Interval(
                Math.min(counted.interval().low(), redrawn.low()), Math.max(counted.interval().high(), redrawn.high()));
        return new Estimate.Measured(
                counted.value(), interval, counted.errors(), counted.trials(), counted.effective(), Estimate.Method.BOOTSTRAP);
    }
}
