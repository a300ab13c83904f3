package io.lintel.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The least that any search over so many bytes takes on one core: wide loads in order, and one addition each into one of four
 * accumulators, so that nothing but the memory is waited for.
 */
final class MemoryFloor {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private MemoryFloor() {}

    static int read(int[] memory) {
        int step = INTS.length();
        IntVector a = IntVector.zero(INTS);
        IntVector b = a;
        IntVector c = a;
        IntVector d = a;
        int end = memory.length - memory.length % (4 * step);
        for (int i = 0; i < end; i += 4 * step) {
            a = a.add(IntVector.fromArray(INTS, memory, i));
            b = b.add(IntVector.fromArray(INTS, memory, i + step));
            c = c.add(IntVector.fromArray(INTS, memory, i + 2 * step));
            d = d.add(IntVector.fromArray(INTS, memory, i + 3 * step));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    static float read(float[] memory) {
        int step = FLOATS.length();
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int end = memory.length - memory.length % (4 * step);
        for (int i = 0; i < end; i += 4 * step) {
            a = a.add(FloatVector.fromArray(FLOATS, memory, i));
            b = b.add(FloatVector.fromArray(FLOATS, memory, i + step));
            c = c.add(FloatVector.fromArray(FLOATS, memory, i + 2 * step));
            d = d.add(FloatVector.fromArray(FLOATS, memory, i + 3 * step));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }
}
