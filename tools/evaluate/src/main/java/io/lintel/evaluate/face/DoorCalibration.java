package io.lintel.evaluate.face;

import io.lintel.core.vision.Calibration;
import io.lintel.models.ScoreCalibration;
import java.util.List;

/** A manifest's numbers as the door's core takes them: without knots that the sample is too small for. */
public final class DoorCalibration {
    private DoorCalibration() {}

    /** Of a manifest. */
    public static Calibration of(ScoreCalibration measured) {
        double least = Math.log10((double) Calibration.FALSE_MATCHES_MIN / Math.max(1, measured.impostorPairs()));
        List<Calibration.Knot> knots = measured.impostorTail().stream()
                .filter(knot -> knot.log10Fmr() < Math.log10(0.5) && knot.log10Fmr() >= least)
                .map(knot -> new Calibration.Knot(knot.cosine(), knot.log10Fmr()))
                .toList();
        return new Calibration(
                knots,
                measured.impostorPairs(),
                measured.genuineMean(),
                measured.genuineSd(),
                measured.genuinePairs(),
                Math.max(Calibration.IMPOSTOR_CORRELATION_MIN, measured.impostorCorrelation()));
    }
}
