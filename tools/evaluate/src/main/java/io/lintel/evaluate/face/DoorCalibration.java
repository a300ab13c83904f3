package io.lintel.evaluate.face;

import io.lintel.core.vision.Calibration;
import io.lintel.models.ScoreCalibration;

/** A manifest's numbers as the door's core takes them. */
public final class DoorCalibration {
    private DoorCalibration() {}

    /** Of a manifest. */
    public static Calibration of(ScoreCalibration measured) {
        return Calibration.ofSample(
                measured.impostorTail().stream()
                        .map(knot -> new Calibration.Knot(knot.cosine(), knot.log10Fmr()))
                        .toList(),
                measured.impostorPairs(),
                measured.genuineMean(),
                measured.genuineSd(),
                measured.genuinePairs(),
                measured.impostorCorrelation());
    }
}
