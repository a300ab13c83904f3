package io.lintel.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Brute force: the dot product with every row in single precision, by the Vector API. */
final class FloatScan {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    private FloatScan() {}

    /** Index of the most similar row. Rows are a multiple of twice the lanes long. */
    static int best(float[] rows, float[] probe) {
        int best = -1;
        float most = -2;
        for (int row = 0, offset = 0; offset < rows.length; row++, offset += probe.length) {
            float cosine = dot(rows, offset, probe);
            if (cosine > most) {
                most = cosine;
                best = row;
            }
        }
        return best;
    }

    private static float dot(float[] rows, int offset, float[] probe) {
        int step = LANES.length();
        FloatVector a = FloatVector.zero(LANES);
        FloatVector b = a;
        for (int i = 0; i < probe.length; i += 2 * step) {
            a = FloatVector.fromArray(LANES, probe, i).fma(FloatVector.fromArray(LANES, rows, offset + i), a);
            b = FloatVector.fromArray(LANES, probe, i + step)
                    .fma(FloatVector.fromArray(LANES, rows, offset + i + step), b);
        }
        return a.add(b).reduceLanes(VectorOperators.ADD);
    }
}
