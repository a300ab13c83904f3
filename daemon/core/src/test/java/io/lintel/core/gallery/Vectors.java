package io.lintel.core.gallery;

import java.util.Random;

/** Unit vectors for tests. */
public final class Vectors {
    private Vectors() {}

    /** Uniform on the sphere. */
    public static float[] random(Random random, int dimension) {
        double[] v = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            v[i] = random.nextGaussian();
        }
        return unit(v);
    }

    /** A unit vector at this cosine from another, in a random direction. */
    public static float[] at(Random random, float[] from, double cosine) {
        double[] side = new double[from.length];
        double along = 0;
        for (int i = 0; i < from.length; i++) {
            side[i] = random.nextGaussian();
            along += side[i] * from[i];
        }
        double square = 0;
        for (int i = 0; i < from.length; i++) {
            side[i] -= along * from[i];
            square += side[i] * side[i];
        }
        double sine = Math.sqrt(1 - cosine * cosine) / Math.sqrt(square);
        for (int i = 0; i < from.length; i++) {
            side[i] = cosine * from[i] + sine * side[i];
        }
        return unit(side);
    }

    /** The same direction with length one. */
    public static float[] unit(double[] v) {
        double square = 0;
        for (double component : v) {
            square += component * component;
        }
        float[] unit = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            unit[i] = (float) (v[i] / Math.sqrt(square));
        }
        return unit;
    }

    /** Cosine in double precision. */
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
