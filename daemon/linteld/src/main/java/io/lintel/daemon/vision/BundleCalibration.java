package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.CalibrationException;
import io.lintel.models.Bundle;
import io.lintel.models.BundleException;
import io.lintel.models.ScoreCalibration;

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
        try {
            return Calibration.ofSample(
                    measured.impostorTail().stream()
                            .map(knot -> new Calibration.Knot(knot.cosine(), knot.log10Fmr()))
                            .toList(),
                    measured.impostorPairs(),
                    measured.genuineMean(),
                    measured.genuineSd(),
                    measured.genuinePairs(),
                    measured.impostorCorrelation());
        } catch (CalibrationException e) {
            throw new BundleException(
                    String.valueOf(e.getMessage()),
                    bundle.directory().resolve(Bundle.MANIFEST).toString(),
                    "use a bundle whose calibration is whole",
                    e);
        }
    }
}
