package io.lintel.benchmarks;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Exact 1:N over random unit vectors, beside the time it takes merely to read the same memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatchBenchmark {
    private static final String SPACE = "benchmark";
    private static final int DIMENSION = 512;
    private static final long SEED = 20_261_124;

    /** People, one template each. */
    @Param({"1000", "10000", "100000"})
    public int people;

    private Gallery gallery = Gallery.empty(SPACE, DIMENSION);
    private float[] probe = new float[DIMENSION];
    private int[] memory = new int[0];
    private final Match match = new Match();

    /** A gallery of strangers. */
    @Setup(Level.Trial)
    public void enrol() {
        Random random = new Random(SEED);
        GalleryBuilder builder = Gallery.builder(SPACE, DIMENSION);
        for (int person = 0; person < people; person++) {
            builder.add(new PersonId("p" + person), SPACE, unit(random));
        }
        gallery = builder.build();
        probe = unit(random);
        memory = new int[people * DIMENSION];
    }

    /** Best and runner-up among all. */
    @Benchmark
    public int match() {
        gallery.match(SPACE, probe, match);
        return match.best();
    }

    /** The floor: merely reading as many bytes. */
    @Benchmark
    public int streamMemory() {
        int sum = 0;
        for (int word : memory) {
            sum += word;
        }
        return sum;
    }

    private static float[] unit(Random random) {
        float[] vector = new float[DIMENSION];
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        float scale = (float) (1 / Math.sqrt(square));
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] *= scale;
        }
        return vector;
    }
}
