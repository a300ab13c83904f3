package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.CalibrationException;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.ScoreCalibration;
import java.util.List;

/** What a bundle's similarities mean, as the core takes it. */
public final class BundleCalibration {
    private BundleCalibration() {}

    /**
     * The manifest's numbers without knots that the sample is too small for.
     *
     * @throws BundleException when nothing can be decided by what is left: a bundle whose files are all right may still be useless
     */
    public static Calibration of(Bundle bundle) {
        ScoreCalibration measured = bundle.calibration();
        double least = Math.log10((double) Calibration.FALSE_MATCHES_MIN / Math.max(1, measured.impostorPairs()));
        List<Calibration.Knot> knots = measured.impostorTail().stream()
                .filter(knot -> knot.log10Fmr() < Math.log10(0.5) && knot.log10Fmr() >= least)
                .map(knot -> new Calibration.Knot(knot.cosine(), knot.log10Fmr()))
                .toList();
        try {
            return new Calibration(
                    knots,
                    measured.impostorPairs(),
                    measured.genuineMean(),
                    measured.genuineSd(),
                    measured.genuinePairs(),
                    Math.max(Calibration.IMPOSTOR_CORRELATION_MIN, measured.impostorCorrelation()));
        } catch (CalibrationException e) {
            throw new BundleException(
                    String.valueOf(e.getMessage()),
                    bundle.directory().resolve(Bundle.MANIFEST).toString(),
                    "use a bundle whose calibration is whole",
                    e);
        }
    }
}
