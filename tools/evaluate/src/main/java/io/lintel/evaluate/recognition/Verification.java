package io.lintel.evaluate.recognition;

import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.Dependence;
import io.lintel.evaluate.metrics.ErrorCurve;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.metrics.Interval;
import io.lintel.evaluate.metrics.PersonBootstrap;
import io.lintel.evaluate.metrics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One-to-one comparison of all pairs: error rates, and what the sample is large enough to say. Immutable. */
public final class Verification {
    /** The false-match rates that are asked for. */
    public static final List<Double> FMR_TARGETS = List.of(1e-2, 1e-3, 1e-4);
    /** From this many errors on redrawing people finds an interval; below it the exact one is taken. */
    private static final int ERRORS_MIN = 5;

    private final Matching matching;
    private final Comparisons genuine;
    private final Comparisons impostor;
    private final ErrorCurve curve;
    private final Folds folds;
    private final PersonBootstrap bootstrap;
    private final double genuineEffective;
    private final double impostorEffective;
    private final Estimate equalErrorRate;
    private final List<RatePoint> atMeasured = new ArrayList<>();
    private final List<RatePoint> atBundle = new ArrayList<>();

    private Verification(Matching matching, BundleTail bundle, int replicates, long seed) {
        this.matching = matching;
        this.genuine = matching.genuine();
        this.impostor = matching.impostor();
        this.curve = ErrorCurve.of(genuine.scores(), impostor.scores());
        this.folds = Folds.of(matching.genuineOfFold(), matching.impostorOfFold());
        this.bootstrap = new PersonBootstrap(genuine, impostor, matching.personOf(), matching.people(), replicates, seed);
        this.genuineEffective = Dependence.effective(genuine.clusters(matching.personOf()), Dependence.FALSE_NON_MATCHES);
        this.impostorEffective = Dependence.effective(impostor.clusters(matching.personOf()), Dependence.FALSE_MATCHES);
        this.equalErrorRate = measureEqualErrorRate();
        for (double target : FMR_TARGETS) {
            atMeasured.add(measured(target));
            atBundle.add(promised(target, bundle.cosineAt(target)));
        }
    }

    /** Compares; empty when there is no genuine or no impostor comparison. */
    public static Optional<Verification> of(Dataset dataset, List<Reading> readings, BundleTail bundle, int replicates, long seed) {
        Matching matching = new Matching(dataset, readings, seed);
        boolean both = matching.genuine().size() > 0 && matching.impostor().size() > 0;
        return both ? Optional.of(new Verification(matching, bundle, replicates, seed)) : Optional.empty();
    }

    private Estimate measureEqualErrorRate() {
        double rate = curve.equalErrorRate();
        double worth = Math.min(genuineEffective, impostorEffective);
        return estimate(rate, Math.round(rate * genuine.size()), worth, ErrorCurve::equalErrorRate);
    }

    /** With the wider of two intervals: that of redrawn people, where errors suffice for it, and the exact one. */
    private Estimate estimate(double value, long errors, double worth, ToDoubleFunction<ErrorCurve> rate) {
        Interval exact = new Proportion(value * worth, worth).clopperPearson();
        if (!bootstrap.meaningful() || errors < ERRORS_MIN) {
            return new Estimate.Measured(value, exact, errors, genuine.size(), worth, "Clopper–Pearson");
        }
        Interval redrawn = bootstrap.interval(rate);
        Interval wider = new Interval(Math.min(exact.low(), redrawn.low()), Math.max(exact.high(), redrawn.high()));
        return new Estimate.Measured(value, wider, errors, genuine.size(), worth, "people redrawn, Clopper–Pearson");
    }

    /** The operating point that this sample itself has at a false-match rate. */
    private RatePoint measured(double target) {
        if (impostorEffective * target < Proportion.RULE_OF_THREE) {
            Estimate none = new Estimate.Unsupported(tooFew());
            return new RatePoint(target, Double.NaN, none, none);
        }
        double threshold = curve.thresholdAt(target);
        long errors = curve.falseNonMatches(threshold);
        Estimate fnmr = fnmr(threshold, errors, e -> e.fnmr(e.thresholdAt(target)));
        return new RatePoint(target, threshold, fmr(threshold), fnmr);
    }

    /** Both rates at the threshold that the manifest promises a false-match rate for. */
    private RatePoint promised(double target, double threshold) {
        Estimate fnmr = fnmr(threshold, curve.falseNonMatches(threshold), e -> e.fnmr(threshold));
        return new RatePoint(target, threshold, fmr(threshold), fnmr);
    }

    private Estimate fmr(double threshold) {
        return Estimate.counted(curve.falseMatches(threshold), impostor.size(), impostorEffective);
    }

    private Estimate fnmr(double threshold, long errors, ToDoubleFunction<ErrorCurve> rate) {
        return estimate(curve.fnmr(threshold), errors, Math.min(genuineEffective, (double) genuine.size()), rate);
    }

    private String tooFew() {
        return String.format(
                Locale.ROOT, "too few people: worth %.0f independent comparisons, which support no FMR below %.1e", impostorEffective,
                new Proportion(0, impostorEffective).leastProvable());
    }

    /** Comparisons of one person, highest score first. */
    public Comparisons genuine() {
        return genuine;
    }

    /** Comparisons of different people, highest score first. */
    public Comparisons impostor() {
        return impostor;
    }

    /** Both error rates over all thresholds. */
    public ErrorCurve curve() {
        return curve;
    }

    /** Accuracy over folds. */
    public Folds folds() {
        return folds;
    }

    /** Where both errors are equally frequent. */
    public Estimate equalErrorRate() {
        return equalErrorRate;
    }

    /** FNMR at the false-match rates that are asked for, at this sample's own thresholds. */
    public List<RatePoint> atMeasured() {
        return List.copyOf(atMeasured);
    }

    /** Both rates at the thresholds of the bundle's manifest. */
    public List<RatePoint> atBundle() {
        return List.copyOf(atBundle);
    }

    /** How many independent comparisons the genuine ones are worth. */
    public double genuineEffective() {
        return genuineEffective;
    }

    /** How many independent comparisons the impostor ones are worth. */
    public double impostorEffective() {
        return impostorEffective;
    }

    /** The lowest false-match rate about which the sample says anything. */
    public double leastFmr() {
        return new Proportion(0, impostorEffective).leastProvable();
    }

    /** Person of each photograph. */
    public int[] personOf() {
        return matching.personOf();
    }

    /** Comparisons left out for want of an embedding. */
    public long left() {
        return matching.left();
    }

    /** Whether impostor comparisons were drawn at random from all. */
    public boolean drawn() {
        return matching.drawn();
    }
}
