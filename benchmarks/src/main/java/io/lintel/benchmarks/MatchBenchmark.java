package io.lintel.benchmarks;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.Match;
import io.lintel.core.gallery.PersonId;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Exact 1:N, one thread, beside what it can be held against: reading as many bytes and doing nothing with them, the same search
 * without its filter, without vectors, and by OpenBLAS. All look for the best two of the same strangers; none was enrolled twice.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatchBenchmark {
    private static final String SPACE = "benchmark";

    /** The crowd, enrolled. */
    @State(Scope.Thread)
    public static class Enrolled {
        private final Match match = new Match();
        private Gallery gallery = Gallery.empty(SPACE, Crowd.DIMENSION);

        /** One template a person. */
        @Setup(Level.Trial)
        public void enrol(Crowd crowd) {
            GalleryBuilder builder = Gallery.builder(SPACE, Crowd.DIMENSION);
            for (int person = 0; person < crowd.people; person++) {
                builder.add(new PersonId("p" + person), SPACE, crowd.row(person));
            }
            gallery = builder.build();
        }

        private int best(Crowd crowd) {
            gallery.match(SPACE, crowd.probe(), match);
            return match.best();
        }
    }

    /** As many bytes as the gallery's codes have. */
    @State(Scope.Thread)
    public static class Bytes {
        private int[] words = {};

        /** Touches them. */
        @Setup(Level.Trial)
        public void fill(Crowd crowd) {
            words = new int[crowd.people * Crowd.DIMENSION / Integer.BYTES];
            Arrays.fill(words, 1);
        }
    }

    /** The crowd as a matrix of OpenBLAS. */
    @State(Scope.Thread)
    public static class Native {
        private final BlasScan scan = new BlasScan();

        /** Copies the crowd out of the heap. */
        @Setup(Level.Trial)
        public void load(Crowd crowd) {
            scan.load(crowd.rows(), Crowd.DIMENSION);
        }

        /** Gives the memory back. */
        @TearDown(Level.Trial)
        public void free() {
            scan.close();
        }
    }

    /** What the door does: codes first, then the templates that may win. */
    @Benchmark
    public int match(Crowd crowd, Enrolled enrolled) {
        return enrolled.best(crowd);
    }

    /** The same in a JVM without the Vector API. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx4g")
    public int matchPlain(Crowd crowd, Enrolled enrolled) {
        return enrolled.best(crowd);
    }

    /** Every template in single precision with the Vector API: the search without its filter. */
    @Benchmark
    public int everyFloat(Crowd crowd) {
        return FloatScan.best(crowd.rows(), crowd.probe());
    }

    /** OpenBLAS sgemv, one thread, then the best two. */
    @Benchmark
    public int openBlas(Crowd crowd, Native blas) {
        return blas.scan.best(crowd.probe());
    }

    /** The floor: reading one byte a component. */
    @Benchmark
    public int readBytes(Bytes bytes) {
        return MemoryFloor.read(bytes.words);
    }

    /** The floor of a search without a filter: reading four bytes a component. */
    @Benchmark
    public float readFloats(Crowd crowd) {
        return MemoryFloor.read(crowd.rows());
    }
}
