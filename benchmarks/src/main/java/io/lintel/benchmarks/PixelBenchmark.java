package io.lintel.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** From pixels to tensors: what Lintel itself does around the models. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PixelBenchmark {
    /** Whole picture → the detector's tensor. */
    @Benchmark
    public void detectorTensor(FaceState face) {
        face.models.detector().prepare(face.picture);
    }

    /** Five points → 112 × 112 face. */
    @Benchmark
    public void align(FaceState face) {
        face.models.aligner().align(face.picture, face.landmarks, face.aligned);
    }

    /** Aligned face → the embedder's tensor. */
    @Benchmark
    public void embedderTensor(FaceState face) {
        face.models.embedder().prepare(face.aligned);
    }
}
