package io.lintel.evaluate.recognition;

import io.lintel.models.ScoreCalibration;
import io.lintel.models.ScoreCalibration.Knot;
import java.util.List;

/** What a bundle's manifest says about its cosines: false-match rates by threshold, linear in log10 between the knots and beyond them. */
public final class BundleTail {
    private final List<Knot> knots;

    /** Of a manifest. */
    public BundleTail(ScoreCalibration calibration) {
        this.knots = calibration.impostorTail();
    }

    /** The cosine at which the manifest promises a false-match rate. */
    public double cosineAt(double fmr) {
        double wanted = Math.log10(fmr);
        int upper = 1;
        while (upper < knots.size() - 1 && wanted < knots.get(upper).log10Fmr()) {
            upper++;
        }
        Knot from = knots.get(upper - 1);
        Knot to = knots.get(upper);
        return from.cosine() + (wanted - from.log10Fmr()) / (to.log10Fmr() - from.log10Fmr()) * (to.cosine() - from.cosine());
    }

    /** The manifest's knots. */
    public List<Knot> knots() {
        return knots;
    }
}
