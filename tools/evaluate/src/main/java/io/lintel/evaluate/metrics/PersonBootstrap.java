package io.lintel.evaluate.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
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
    private final ErrorCurve curve;
    private final int[] personOf;
    private final int people;
    private final int replicates;
    private final long seed;

    /**
     * A bootstrap over comparisons that are {@linkplain Comparisons#sorted() sorted}.
     *
     * @param curve of all of them
     * @param personOf person of each photograph, 0..people−1
     */
    public PersonBootstrap(Comparisons genuine, Comparisons impostor, ErrorCurve curve, int[] personOf, int people, int replicates, long seed) {
        this.genuine = genuine;
        this.impostor = impostor;
        this.curve = curve;
        this.personOf = personOf;
        this.people = people;
        this.replicates = replicates;
        this.seed = seed;
    }

    /** How many times people are redrawn. */
    public int replicates() {
        return replicates;
    }

    /** Whether there are people enough. */
    public boolean meaningful() {
        return people >= PEOPLE_MIN;
    }

    /** 95 % percentile intervals of several rates, all from the same draws of people, in their order. */
    public List<Interval> intervals(List<ToDoubleFunction<ErrorCurve>> rates, IntConsumer drawnSoFar) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[people];
        int[] genuineWeights = new int[genuine.size()];
        int[] impostorWeights = new int[impostor.size()];
        double[][] redrawn = new double[rates.size()][replicates];
        int valid = 0;
        for (int replicate = 0; replicate < replicates; replicate++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < people; i++) {
                drawn[random.nextInt(people)]++;
            }
            weigh(genuine, drawn, genuineWeights);
            weigh(impostor, drawn, impostorWeights);
            ErrorCurve drawnCurve = curve.weighted(genuineWeights, impostorWeights);
            if (drawnCurve.complete()) {
                for (int rate = 0; rate < redrawn.length; rate++) {
                    redrawn[rate][valid] = rates.get(rate).applyAsDouble(drawnCurve);
                }
                valid++;
            }
            drawnSoFar.accept(replicate + 1);
        }
        List<Interval> intervals = new ArrayList<>();
        for (double[] values : redrawn) {
            intervals.add(interval(Arrays.copyOf(values, valid)));
        }
        return intervals;
    }

    private void weigh(Comparisons comparisons, int[] drawn, int[] weights) {
        for (int i = 0; i < weights.length; i++) {
            int a = personOf[comparisons.first(i)];
            int b = personOf[comparisons.second(i)];
            weights[i] = a == b ? drawn[a] : drawn[a] * drawn[b];
        }
    }

    private static Interval interval(double[] values) {
        if (values.length == 0) {
            return new Interval(0, 1);
        }
        Arrays.sort(values);
        double tail = (1 - Proportion.CONFIDENCE) / 2;
        return new Interval(percentile(values, tail), percentile(values, 1 - tail));
    }

    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
