package io.lintel.simulate.site;

import java.util.random.RandomGenerator;

/** Directions in embedding space. */
final class Vectors {
    private Vectors() {}

    /** Any direction. */
    static float[] any(RandomGenerator random) {
        float[] vector = new float[SimFaces.DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    /** Takes away whatever points in this direction. */
    static void apart(float[] vector, float[] from) {
        float along = dot(vector, from);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= along * from[i];
        }
    }

    /** A direction whose cosine with this one is {@code likeness}. */
    static void near(float[] person, double likeness, RandomGenerator random, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) random.nextGaussian();
        }
        apart(into, person);
        unit(into);
        double across = Math.sqrt(1 - likeness * likeness);
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) (likeness * person[i] + across * into[i]);
        }
    }

    static float[] unit(float[] vector) {
        float length = (float) Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
