package io.lintel.core.gallery;

/**
 * The answer of one search: the most similar person, and the most similar person other than that one. A person's similarity is that
 * of their most similar template.
 *
 * <p>A reused flyweight of one thread: {@link Gallery#match} overwrites it, and works in memory it keeps here. Before the first search
 * it is empty.
 */
public final class Match {
    /** In place of a person's index: nobody. */
    public static final int NOBODY = -1;

    private int best = NOBODY;
    private int runnerUp = NOBODY;
    private double similarity = -1;
    private double runnerUpSimilarity = -1;
    private short[] code = {};

    /** An empty answer to be filled. */
    public Match() {}

    /** Index of the most similar person for {@link Gallery#person(int)}, or {@link #NOBODY} if the gallery is empty. */
    public int best() {
        return best;
    }

    /** Index of the most similar person other than {@link #best()}, or {@link #NOBODY} if there is only one. */
    public int runnerUp() {
        return runnerUp;
    }

    /** Cosine with the best person, -1..1; -1 for nobody. */
    public double similarity() {
        return similarity;
    }

    /** Cosine with the runner-up, -1..{@link #similarity()}; -1 for nobody. */
    public double runnerUpSimilarity() {
        return runnerUpSimilarity;
    }

    /** Memory for the probe's code, all zero when new. Of one length while galleries are of one dimension. */
    short[] code(int length) {
        if (code.length != length) {
            code = new short[length];
        }
        return code;
    }

    void clear() {
        best = NOBODY;
        runnerUp = NOBODY;
        similarity = -1;
        runnerUpSimilarity = -1;
    }

    /** Takes one person's similarity into account; each person once, in any order. On a tie the earlier stays. */
    void offer(int person, float cosine) {
        // Rounding can carry the dot product of two unit vectors an ulp or two beyond one.
        double clamped = Math.clamp(cosine, -1.0, 1.0);
        if (best == NOBODY || clamped > similarity) {
            runnerUp = best;
            runnerUpSimilarity = similarity;
            best = person;
            similarity = clamped;
        } else if (runnerUp == NOBODY || clamped > runnerUpSimilarity) {
            runnerUp = person;
            runnerUpSimilarity = clamped;
        }
    }
}
