package io.lintel.evaluate.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Intervals that respect that all comparisons of a person rise and fall together: people are drawn with replacement, and a comparison counts
 * as often as both its people were drawn (Poh, Martin and Bengio 2007; Bolle et al. 2004). Percentiles of the redrawn rates.
 */
public final class PersonBootstrap {
    /** Below this many people redrawing them says nothing. */
    public static final int PEOPLE_MIN = 8;

    private final Comparisons genuine;
    private final Comparisons impostor;
    private final int[] personOf;
    private final int people;
    private final int replicates;
    private final long seed;

    /**
     * A bootstrap over comparisons that are {@linkplain Comparisons#sorted() sorted}.
     *
     * @param personOf person of each photograph, 0..people−1
     */
    public PersonBootstrap(Comparisons genuine, Comparisons impostor, int[] personOf, int people, int replicates, long seed) {
        this.genuine = genuine;
        this.impostor = impostor;
        this.personOf = personOf;
        this.people = people;
        this.replicates = replicates;
        this.seed = seed;
    }

    /** Whether there are people enough. */
    public boolean meaningful() {
        return people >= PEOPLE_MIN;
    }

    /** 95 % percentile interval of a rate. */
    public Interval interval(ToDoubleFunction<ErrorCurve> rate) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] genuineScores = genuine.scores();
        float[] impostorScores = impostor.scores();
        int[] drawn = new int[people];
        int[] genuineWeights = new int[genuine.size()];
        int[] impostorWeights = new int[impostor.size()];
        double[] rates = new double[replicates];
        int valid = 0;
        for (int replicate = 0; replicate < replicates; replicate++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < people; i++) {
                drawn[random.nextInt(people)]++;
            }
            for (int i = 0; i < genuineWeights.length; i++) {
                int a = personOf[genuine.first(i)];
                int b = personOf[genuine.second(i)];
                genuineWeights[i] = a == b ? drawn[a] : drawn[a] * drawn[b];
            }
            for (int i = 0; i < impostorWeights.length; i++) {
                impostorWeights[i] = drawn[personOf[impostor.first(i)]] * drawn[personOf[impostor.second(i)]];
            }
            ErrorCurve curve = ErrorCurve.weighted(genuineScores, genuineWeights, impostorScores, impostorWeights);
            if (curve.complete()) {
                rates[valid++] = rate.applyAsDouble(curve);
            }
        }
        if (valid == 0) {
            return new Interval(0, 1);
        }
        double[] sorted = Arrays.copyOf(rates, valid);
        Arrays.sort(sorted);
        double tail = (1 - Proportion.CONFIDENCE) / 2;
        return new Interval(percentile(sorted, tail), percentile(sorted, 1 - tail));
    }

    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
