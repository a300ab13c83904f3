package io.lintel.core.vision;

import io.lintel.core.vision.Calibration.Knot;
import java.util.List;

/** Calibrations for tests. */
final class Calibrations {
    /** Like the default bundle's, worst group: 1e-4 at 0.45. */
    static final Calibration WORST_GROUP = new Calibration(
            List.of(new Knot(0.275, -2), new Knot(0.37, -3), new Knot(0.45, -4), new Knot(0.515, -5)),
            9_160_000,
            0.66,
            0.11,
            3_000,
            0.7);

    /** Exact for strangers whose embeddings are uniform on a sphere of 64 dimensions: normal with deviation 1/8. */
    static final Calibration SPHERE_64 = new Calibration(
            List.of(new Knot(0.2908, -2), new Knot(0.3863, -3), new Knot(0.4649, -4), new Knot(0.5331, -5)),
            9_160_000,
            0.66,
            0.11,
            3_000,
            0.7);

    private Calibrations() {}
}
