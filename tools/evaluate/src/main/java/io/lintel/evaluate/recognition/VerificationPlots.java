package io.lintel.evaluate.recognition;

import io.lintel.evaluate.metrics.Comparisons;
import io.lintel.evaluate.metrics.ErrorCurve;
import io.lintel.evaluate.report.Plot;
import io.lintel.evaluate.report.Plot.Axis;
import io.lintel.evaluate.report.Plot.Kind;
import io.lintel.evaluate.report.Plot.Series;
import io.lintel.evaluate.report.Words;
import java.util.ArrayList;
import java.util.List;

/** Charts of a verification. */
final class VerificationPlots {
    private static final int POINTS = 150;
    private static final int BINS = 60;

    private final Verification found;

    VerificationPlots(Verification found) {
        this.found = found;
    }

    List<Plot> all() {
        return List.of(det(), scores());
    }

    private Plot det() {
        List<Double> fmr = new ArrayList<>();
        List<Double> fnmr = new ArrayList<>();
        double lowestFmr = decade(1.0 / found.impostor().size());
        double lowestFnmr = decade(1.0 / found.genuine().size());
        for (ErrorCurve.Point point : found.curve().points(POINTS)) {
            // A rate of zero has no place on a logarithmic axis: it is drawn along the edge.
            fmr.add(Math.max(point.fmr(), lowestFmr));
            fnmr.add(Math.max(point.fnmr(), lowestFnmr));
        }
        double start = Math.max(lowestFmr, lowestFnmr);
        double least = Math.max(found.leastFmr(), lowestFmr);
        List<Series> series = List.of(
                new Series("this sample", Kind.LINE, fmr, fnmr),
                new Series("equal errors", Kind.GUIDE, List.of(start, 1.0), List.of(start, 1.0)),
                new Series("left of here the sample says nothing", Kind.GUIDE, List.of(least, least), List.of(lowestFnmr, 1.0)));
        return new Plot(
                "det",
                "Detection error trade-off",
                "Both axes logarithmic; lower and further left is better; along an edge the rate is zero. Left of the upright line (FMR " + Words.share(found.leastFmr())
                        + ") there are too few independent comparisons: the curve there is chance.",
                new Axis("false-match rate", true, lowestFmr, 1),
                new Axis("false non-match rate", true, lowestFnmr, 1),
                series);
    }

    private Plot scores() {
        Series genuine = histogram("same person", found.genuine());
        Series impostor = histogram("different people", found.impostor());
        double top = Math.max(max(genuine), max(impostor)) * 1.05;
        double threshold = found.atBundle().get(1).threshold();
        return new Plot(
                "scores",
                "Scores",
                "Share of each kind by cosine. The upright line is the bundle's threshold for FMR 1e-3.",
                new Axis("cosine", false, -0.4, 1),
                new Axis("share of comparisons, %", false, 0, top),
                List.of(impostor, genuine, new Series("bundle's threshold for 1e-3", Kind.GUIDE, List.of(threshold, threshold), List.of(0.0, top))));
    }

    private static Series histogram(String name, Comparisons scores) {
        double[] bins = new double[BINS];
        for (int i = 0; i < scores.size(); i++) {
            int bin = Math.clamp((int) ((scores.score(i) + 0.4) / 1.4 * BINS), 0, BINS - 1);
            bins[bin] += 100.0 / scores.size();
        }
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            x.add(-0.4 + (bin + 0.5) * 1.4 / BINS);
            y.add(bins[bin]);
        }
        return new Series(name, Kind.AREA, x, y);
    }

    private static double max(Series series) {
        return series.y().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /** The power of ten at or below. */
    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }
}
