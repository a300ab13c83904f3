package io.lintel.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Each model with its pre- and post-processing, on one real face. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
    /** Faces in the whole picture. */
    @Benchmark
    public int detect(FaceState face) {
        face.models.detector().detect(face.picture, face.faces);
        return face.faces.count();
    }

    /** 68 points of one face. */
    @Benchmark
    public float landmarks(FaceState face) {
        face.models.landmarker().locate(face.picture, face.faces, 0, face.landmarks);
        return face.landmarks.x(30);
    }

    /** 512 numbers of one aligned face. */
    @Benchmark
    public float embed(FaceState face) {
        face.models.embedder().embed(face.aligned, face.embedding);
        return face.embedding[0];
    }

    /** Alive or not. */
    @Benchmark
    public double liveness(FaceState face) {
        return face.models.liveness().score(face.picture, face.faces, 0);
    }
}
