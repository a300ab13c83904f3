package io.lintel.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DependenceTest {
    @Test
    void independentTrialsCountInFull() {
        assertThat(Dependence.effective(new long[] {1, 2, 3, 4}, 0.5)).isEqualTo(4);
        assertThat(Dependence.effective(new long[0], 0.5)).isZero();
    }

    @Test
    void copiesCountOnce() {
        assertThat(Dependence.effective(new long[] {7, 7, 7, 7, 7}, 1)).isEqualTo(1);
        assertThat(Dependence.effective(new long[] {7, 7, 7, 7, 7}, 0.25)).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void oneLargeClusterWeighsMoreThanSeveralSmall() {
        double even = Dependence.effective(new long[] {1, 1, 2, 2, 3, 3}, 0.5);
        double uneven = Dependence.effective(new long[] {1, 1, 1, 1, 2, 3}, 0.5);
        assertThat(uneven).isLessThan(even);
    }

    @Test
    void findsTheCorrelationThatScoresWereDrawnWith() {
        SplittableRandom random = new SplittableRandom(11);
        int clusters = 3_000;
        float[] scores = new float[clusters * 4];
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            keys[i] = i / 4;
        }
        for (int c = 0; c < clusters; c++) {
            double common = normal(random) * Math.sqrt(0.7);
            for (int k = 0; k < 4; k++) {
                scores[4 * c + k] = (float) (common + normal(random) * Math.sqrt(0.3));
            }
        }
        assertThat(Correlation.intraclass(scores, keys)).isCloseTo(0.7, within(0.02));
        assertThat(Correlation.intraclass(new float[] {1, 2}, new long[] {1, 2})).isNaN();
    }

    @Test
    void redrawingPeopleGivesWiderIntervalsThanCountingPairs() {
        SplittableRandom random = new SplittableRandom(5);
        Comparisons genuine = new Comparisons();
        Comparisons impostor = new Comparisons();
        int people = 40;
        int[] personOf = new int[people * 10];
        for (int person = 0; person < people; person++) {
            boolean hard = random.nextDouble() < 0.1;
            for (int k = 0; k < 10; k++) {
                int photograph = 10 * person + k;
                personOf[photograph] = person;
                genuine.add(hard ? 0.1 : 0.8, photograph, 10 * person + (k + 1) % 10);
                impostor.add(random.nextDouble() * 0.3, photograph, (photograph + 57) % personOf.length);
            }
        }
        Comparisons sortedGenuine = genuine.sorted();
        PersonBootstrap bootstrap = new PersonBootstrap(sortedGenuine, impostor.sorted(), personOf, people, 400, 1);
        Interval redrawn = bootstrap.interval(curve -> curve.fnmr(0.5));
        long errors = ErrorCurve.of(genuine.scores(), impostor.scores()).falseNonMatches(0.5);
        Interval counted = new Proportion(errors, genuine.size()).clopperPearson();
        assertThat(redrawn.high() - redrawn.low()).isGreaterThan(1.5 * (counted.high() - counted.low()));
        double value = (double) errors / genuine.size();
        assertThat(value).isBetween(redrawn.low(), redrawn.high());
        assertThat(bootstrap.interval(curve -> curve.fnmr(0.5))).as("the same seed").isEqualTo(redrawn);
    }

    @Test
    void sortsHighestFirstWithItsPhotographs() {
        Comparisons scores = new Comparisons();
        scores.add(-0.5, 1, 2);
        scores.add(0.25, 3, 4);
        scores.add(-0.75, 5, 6);
        scores.add(0.5, 7, 8);
        Comparisons sorted = scores.sorted();
        assertThat(sorted.scores()).containsExactly(0.5f, 0.25f, -0.5f, -0.75f);
        assertThat(sorted.first(0)).isEqualTo(7);
        assertThat(sorted.second(3)).isEqualTo(6);
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
