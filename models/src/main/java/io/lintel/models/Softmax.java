package io.lintel.models;

import java.nio.FloatBuffer;

/** The softmax of a model's logits, read in place. */
final class Softmax {
    private Softmax() {}

    /** The share of one class, 0..1. */
    static double share(FloatBuffer logits, int wanted) {
        double top = top(logits);
        double sum = 0;
        for (int i = 0; i < logits.capacity(); i++) {
            sum += Math.exp(logits.get(i) - top);
        }
        return Math.exp(logits.get(wanted) - top) / sum;
    }

    /** The expected class index, 0..n−1. */
    static double expectation(FloatBuffer logits) {
        double top = top(logits);
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < logits.capacity(); i++) {
            double e = Math.exp(logits.get(i) - top);
            sum += e;
            weighted += i * e;
        }
        return weighted / sum;
    }

    private static double top(FloatBuffer logits) {
        float top = logits.get(0);
        for (int i = 1; i < logits.capacity(); i++) {
            top = Math.max(top, logits.get(i));
        }
        return top;
    }
}
