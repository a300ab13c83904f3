package io.lintel.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
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
    void impostorsOfDisjointPairsOfPeopleCountInFull() {
        assertThat(Dependence.effectiveImpostors(new long[] {pair(1, 2), pair(3, 4), pair(5, 6)})).isEqualTo(3);
        assertThat(Dependence.effectiveImpostors(new long[0])).isZero();
    }

    @Test
    void samePairsOfPeopleCountAsClustersDo() {
        long[] keys = {pair(1, 2), pair(1, 2), pair(1, 2), pair(3, 4)};
        assertThat(Dependence.effectiveImpostors(keys)).isCloseTo(Dependence.effective(keys, Dependence.FALSE_MATCHES), within(1e-12));
    }

    @Test
    void comparisonsThatShareAPersonCountForLess() {
        // 1 with each of 2, 3, 4: every two of the three share a person, six ordered pairs.
        assertThat(Dependence.effectiveImpostors(new long[] {pair(1, 2), pair(1, 3), pair(1, 4)}))
                .isCloseTo(3 / (1 + 2 * Dependence.SHARED_PERSON), within(1e-12));
        // All pairs among twenty people: each shares a person with 36 others.
        long[] all = new long[190];
        int at = 0;
        for (int a = 0; a < 20; a++) {
            for (int b = a + 1; b < 20; b++) {
                all[at++] = pair(a, b);
            }
        }
        assertThat(Dependence.effectiveImpostors(all)).isCloseTo(190 / (1 + 36 * Dependence.SHARED_PERSON), within(1e-9));
    }

    private static long pair(int a, int b) {
        return (long) a << 32 | b;
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
        Comparisons sortedImpostor = impostor.sorted();
        ErrorCurve whole = ErrorCurve.of(sortedGenuine.scores(), sortedImpostor.scores());
        PersonBootstrap bootstrap = new PersonBootstrap(sortedGenuine, sortedImpostor, whole, personOf, people, 400, 1);
        List<ToDoubleFunction<ErrorCurve>> rates = List.of(curve -> curve.fnmr(0.5), ErrorCurve::equalErrorRate);
        Interval redrawn = bootstrap.intervals(rates, _ -> {}).getFirst();
        long errors = ErrorCurve.of(genuine.scores(), impostor.scores()).falseNonMatches(0.5);
        Interval counted = new Proportion(errors, genuine.size()).clopperPearson();
        assertThat(redrawn.high() - redrawn.low()).isGreaterThan(1.5 * (counted.high() - counted.low()));
        double value = (double) errors / genuine.size();
        assertThat(value).isBetween(redrawn.low(), redrawn.high());
        assertThat(bootstrap.intervals(rates.subList(0, 1), _ -> {})).as("the same seed, other rates or none beside it").containsExactly(redrawn);
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
