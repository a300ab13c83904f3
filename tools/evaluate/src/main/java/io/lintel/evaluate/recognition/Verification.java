package io.lintel.evaluate.recognition;

import io.lintel.evaluate.Progress;
import io.lintel.evaluate.data.Dataset;
import io.lintel.evaluate.face.Reading;
import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.Dependence;
import io.lintel.evaluate.metrics.ErrorCurve;
import io.lintel.evaluate.metrics.Estimate;
import io.lintel.evaluate.metrics.PersonBootstrap;
import io.lintel.evaluate.metrics.Proportion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One-to-one comparison of all pairs: error rates, and what the sample is large enough to say. Immutable. */
public final class Verification {
    /** The false-match rates that are asked for. */
    public static final List<Double> FMR_TARGETS = List.of(1e-2, 1e-3, 1e-4);

    private final Matching matching;
    private final Comparisons genuine;
    private final Comparisons impostor;
    private final ErrorCurve curve;
    private final Folds folds;
    private final double genuineEffective;
    private final double impostorEffective;
    private final Estimate equalErrorRate;
    private final List<RatePoint> atMeasured = new ArrayList<>();
    private final List<RatePoint> atBundle = new ArrayList<>();

    private Verification(Matching matching, BundleTail bundle, int replicates, long seed, Progress progress) {
        this.matching = matching;
        this.genuine = matching.genuine();
        this.impostor = matching.impostor();
        this.curve = ErrorCurve.of(genuine.scores(), impostor.scores());
        this.folds = Folds.of(matching.genuineOfFold(), matching.impostorOfFold());
        this.genuineEffective = Dependence.effective(genuine.clusters(matching.personOf()), Dependence.FALSE_NON_MATCHES);
        this.impostorEffective = Dependence.effectiveImpostors(impostor.clusters(matching.personOf()));
        PersonBootstrap bootstrap =
                new PersonBootstrap(genuine, impostor, curve, matching.personOf(), matching.people(), replicates, seed);
        Rates rates = new Rates(curve, bootstrap, genuineEffective, impostorEffective);
        rates.equalErrorRate();
        for (double target : FMR_TARGETS) {
            if (supports(target)) {
                rates.at(curve.thresholdAt(target), each -> each.thresholdAt(target));
            }
            double promised = bundle.cosineAt(target);
            rates.at(promised, _ -> promised);
        }
        Iterator<Estimate> found = rates.estimates(progress).iterator();
        this.equalErrorRate = found.next();
        for (double target : FMR_TARGETS) {
            Estimate none = new Estimate.Unsupported(tooFew());
            atMeasured.add(
                    supports(target)
                            ? new RatePoint(target, curve.thresholdAt(target), found.next(), found.next())
                            : new RatePoint(target, Double.NaN, none, none));
            atBundle.add(new RatePoint(target, bundle.cosineAt(target), found.next(), found.next()));
        }
    }

    /** Compares; empty when there is no genuine or no impostor comparison. */
    public static Optional<Verification> of(
            Dataset dataset, List<Reading> readings, BundleTail bundle, int replicates, long seed, Progress progress) {
        Matching matching = new Matching(dataset, readings, seed, progress);
        return matching.complete() ? Optional.of(new Verification(matching, bundle, replicates, seed, progress)) : Optional.empty();
    }

    /** Whether the sample is large enough for an operating point of its own at a false-match rate. */
    private boolean supports(double fmr) {
        return impostorEffective * fmr >= Proportion.RULE_OF_THREE;
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

    /** How many people the photographs show, as far as anybody said. */
    public int people() {
        return matching.people();
    }

    /** Comparisons left out for want of an embedding. */
    public long left() {
        return matching.left();
    }

    /** Whether comparisons of one person were drawn at random from all. */
    public boolean genuineDrawn() {
        return matching.genuineDrawn();
    }

    /** Whether comparisons of different people were drawn at random from all. */
    public boolean impostorDrawn() {
        return matching.impostorDrawn();
    }
}
