package io.lintel.evaluate.metrics;

import java.util.Arrays;

/**
 * Scores of comparisons of one kind, highest first, and whose they are. Immutable once {@linkplain #sorted sorted}.
 *
 * <p>Two photographs and two people are kept as indices with each score.
 */
public final class Comparisons {
    private float[] scores = new float[1024];
    private int[] first = new int[1024];
    private int[] second = new int[1024];
    private int count;

    /** Adds a comparison of two photographs. */
    public void add(double score, int firstPhotograph, int secondPhotograph) {
        if (count == scores.length) {
            int more = count * 2;
            scores = Arrays.copyOf(scores, more);
            first = Arrays.copyOf(first, more);
            second = Arrays.copyOf(second, more);
        }
        scores[count] = (float) score;
        first[count] = firstPhotograph;
        second[count] = secondPhotograph;
        count++;
    }

    /** The same comparisons, highest score first; equal scores as they came. */
    public Comparisons sorted() {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            // The bits of a float, made to order as signed numbers do, turned round: the highest first.
            int bits = Float.floatToIntBits(scores[i]);
            int ordered = bits >= 0 ? bits : bits ^ 0x7FFFFFFF;
            keys[i] = (long) ~ordered << 32 | i;
        }
        Arrays.sort(keys);
        Comparisons result = new Comparisons();
        for (long key : keys) {
            int i = (int) key;
            result.add(scores[i], first[i], second[i]);
        }
        return result;
    }

    /** How many. */
    public int size() {
        return count;
    }

    /** A score. */
    public float score(int i) {
        return scores[i];
    }

    /** Index of one photograph. */
    public int first(int i) {
        return first[i];
    }

    /** Index of the other. */
    public int second(int i) {
        return second[i];
    }

    /** A copy of all scores in this order. */
    public float[] scores() {
        return Arrays.copyOf(scores, count);
    }

    /** Names the two people of each comparison, for {@link Dependence}. */
    public long[] clusters(int[] personOf) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            int a = personOf[first[i]];
            int b = personOf[second[i]];
            keys[i] = (long) Math.min(a, b) << 32 | Math.max(a, b);
        }
        return keys;
    }
}
