package io.lintel.benchmarks;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** The same search by OpenBLAS: a matrix times the probe, then one pass over the scores. Of one thread, on which it computes. */
final class BlasScan implements AutoCloseable {
    private FloatPointer matrix = new FloatPointer();
    private FloatPointer vector = new FloatPointer();
    private FloatPointer scores = new FloatPointer();
    private FloatBuffer view = FloatBuffer.allocate(0);
    private int rows;
    private int dimension;

    void load(float[] templates, int components) {
        openblas.blas_set_num_threads(1);
        dimension = components;
        rows = templates.length / components;
        matrix = new FloatPointer(templates.length).put(templates, 0, templates.length);
        vector = new FloatPointer(components);
        scores = new FloatPointer(rows);
        view = scores.asBuffer();
    }

    int best(float[] probe) {
        vector.put(probe, 0, probe.length);
        openblas.cblas_sgemv(openblas.CblasRowMajor, openblas.CblasNoTrans, rows, dimension, 1, matrix, dimension, vector, 1, 0, scores, 1);
        int best = -1;
        float most = -2;
        for (int row = 0; row < rows; row++) {
            float cosine = view.get(row);
            if (cosine > most) {
                most = cosine;
                best = row;
            }
        }
        return best;
    }

    @Override
    public void close() {
        matrix.close();
        vector.close();
        scores.close();
    }
}
