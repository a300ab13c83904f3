package io.lintel.core.gallery;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API over heap arrays (memory segments pay for bounds checks here). Two accumulators hide the latency of the fused
 * multiply-add; a row whose length is no multiple of the lanes ends in plain Java.
 */
final class VectorSimilarity implements Similarity {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    @Override
    public float dot(float[] probe, float[] templates, int offset) {
        int step = LANES.length();
        int pairs = probe.length - probe.length % (2 * step);
        FloatVector a = FloatVector.zero(LANES);
        FloatVector b = FloatVector.zero(LANES);
        int i = 0;
        for (; i < pairs; i += 2 * step) {
            a = FloatVector.fromArray(LANES, probe, i).fma(FloatVector.fromArray(LANES, templates, offset + i), a);
            b = FloatVector.fromArray(LANES, probe, i + step)
                    .fma(FloatVector.fromArray(LANES, templates, offset + i + step), b);
        }
        float sum = a.add(b).reduceLanes(VectorOperators.ADD);
        for (; i < probe.length; i++) {
            sum += probe[i] * templates[offset + i];
        }
        return sum;
    }
}
