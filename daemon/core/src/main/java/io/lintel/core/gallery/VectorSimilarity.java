package io.lintel.core.gallery;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API over heap arrays (memory segments pay for bounds checks here). Two accumulators hide the latency of the
 * multiply-add; a row of floats whose length is no multiple of the lanes ends in plain Java.
 */
final class VectorSimilarity implements Similarity {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));

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
        FloatVector lanes = a.add(b);
        // Not reduceLanes: it adds floats in an order of its own, another one once compiled; a decision must not depend on that.
        float sum = 0;
        for (int lane = 0; lane < step; lane++) {
            sum += lanes.lane(lane);
        }
        for (; i < probe.length; i++) {
            sum += probe[i] * templates[offset + i];
        }
        return sum;
    }

    @Override
    public int next(short[] probe, float unit, byte[] codes, float[] residuals, int from, float threshold) {
        for (int row = from; row < residuals.length; row++) {
            if (dot(probe, codes, row * probe.length) * unit + residuals[row] > threshold) {
                return row;
            }
        }
        return residuals.length;
    }

    /** Sixteen bits wrap on the way and hold each lane's sum in the end: see {@link Quantiser}. */
    private static int dot(short[] probe, byte[] codes, int offset) {
        int step = SHORTS.length();
        ShortVector a = ShortVector.zero(SHORTS);
        ShortVector b = ShortVector.zero(SHORTS);
        for (int i = 0; i < probe.length; i += 2 * step) {
            a = a.add(widened(codes, offset + i).mul(ShortVector.fromArray(SHORTS, probe, i)));
            b = b.add(widened(codes, offset + i + step).mul(ShortVector.fromArray(SHORTS, probe, i + step)));
        }
        // Two lanes to an int: the upper, and the lower with its sign.
        IntVector pairs = a.add(b).reinterpretAsInts();
        return pairs.lanewise(VectorOperators.ASHR, 16)
                .add(pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16))
                .reduceLanes(VectorOperators.ADD);
    }

    private static ShortVector widened(byte[] codes, int offset) {
        return (ShortVector) ByteVector.fromArray(BYTES, codes, offset).convertShape(VectorOperators.B2S, SHORTS, 0);
    }
}
