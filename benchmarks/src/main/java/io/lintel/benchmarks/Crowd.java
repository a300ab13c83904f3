package io.lintel.benchmarks;

import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Random unit vectors, one a person, and a probe that is none of them: the hardest crowd for a filter, nobody standing out. */
@State(Scope.Thread)
public class Crowd {
    static final int DIMENSION = 512;
    private static final long SEED = 20_261_124;

    /** People, one template each. */
    @Param({"1000", "10000", "100000"})
    public int people;

    private float[] rows = {};
    private float[] probe = {};

    /** Draws them. */
    @Setup(Level.Trial)
    public void draw() {
        Random random = new Random(SEED);
        rows = new float[people * DIMENSION];
        for (int person = 0; person < people; person++) {
            draw(random, rows, person * DIMENSION);
        }
        probe = new float[DIMENSION];
        draw(random, probe, 0);
    }

    private static void draw(Random random, float[] into, int offset) {
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            float component = (float) random.nextGaussian();
            into[offset + i] = component;
            square += component * component;
        }
        float scale = (float) (1 / Math.sqrt(square));
        for (int i = 0; i < DIMENSION; i++) {
            into[offset + i] *= scale;
        }
    }

    float[] rows() {
        return rows;
    }

    float[] row(int person) {
        return Arrays.copyOfRange(rows, person * DIMENSION, (person + 1) * DIMENSION);
    }

    float[] probe() {
        return probe;
    }
}
