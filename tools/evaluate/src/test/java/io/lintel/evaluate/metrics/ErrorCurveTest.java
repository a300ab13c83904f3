package io.lintel.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorCurveTest {
    private static final float[] GENUINE = {0.9f, 0.8f, 0.7f, 0.4f};
    private static final float[] IMPOSTOR = {0.5f, 0.3f, 0.2f, 0.1f, 0.0f};

    @Test
    void countsByHand() {
        ErrorCurve curve = ErrorCurve.of(GENUINE, IMPOSTOR);
        assertThat(curve.fmr(0.5f)).as("a score at the threshold matches").isCloseTo(0.2, within(1e-12));
        assertThat(curve.fmr(0.51)).isZero();
        assertThat(curve.fnmr(0.4f)).isZero();
        assertThat(curve.fnmr(0.45)).isCloseTo(0.25, within(1e-12));
        assertThat(curve.falseMatches(0.25)).isEqualTo(2);
        assertThat(curve.falseNonMatches(0.75)).isEqualTo(2);
    }

    @Test
    void thresholdLetsNoMoreThroughThanAllowed() {
        ErrorCurve curve = ErrorCurve.of(GENUINE, IMPOSTOR);
        assertThat(curve.thresholdAt(0.2)).isEqualTo(Math.nextUp(0.3f));
        assertThat(curve.fmr(curve.thresholdAt(0.2))).isCloseTo(0.2, within(1e-12));
        assertThat(curve.fmr(curve.thresholdAt(0.19))).isZero();
        assertThat(curve.fmr(curve.thresholdAt(1))).isEqualTo(1);
    }

    @Test
    void equalScoresPassTogether() {
        ErrorCurve curve = ErrorCurve.of(new float[] {1}, new float[] {0.5f, 0.5f, 0.5f, 0.1f});
        assertThat(curve.fmr(curve.thresholdAt(0.5))).isZero();
        assertThat(curve.fmr(curve.thresholdAt(0.75))).isEqualTo(0.75);
    }

    @Test
    void equalErrorRateOfKnownCases() {
        assertThat(ErrorCurve.of(new float[] {1, 2}, new float[] {-1, -2}).equalErrorRate()).isZero();
        assertThat(ErrorCurve.of(new float[] {-1, -2}, new float[] {1, 2}).equalErrorRate()).isEqualTo(1);
        assertThat(ErrorCurve.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4}).equalErrorRate()).isCloseTo(0.5, within(1e-12));
        // One of four on either side.
        assertThat(ErrorCurve.of(new float[] {0, 5, 6, 7}, new float[] {-3, -2, -1, 4}).equalErrorRate()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void equalErrorRateIsTheSameWhenTheKindsChangePlaces() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            float[] genuine = draw(random, 1 + random.nextInt(30), 0.5f);
            float[] impostor = draw(random, 1 + random.nextInt(60), 0);
            double one = ErrorCurve.of(genuine, impostor).equalErrorRate();
            double other = ErrorCurve.of(negated(impostor), negated(genuine)).equalErrorRate();
            assertThat(other).isCloseTo(one, within(1e-9));
        }
    }

    @Test
    void ratesAreMonotoneAlongTheCurve() {
        SplittableRandom random = new SplittableRandom(3);
        float[] genuine = draw(random, 500, 0.4f);
        float[] impostor = draw(random, 5_000, 0);
        for (int i = 0; i < impostor.length; i++) {
            impostor[i] += (float) random.nextDouble() / 20;
        }
        ErrorCurve curve = ErrorCurve.of(genuine, impostor);
        List<ErrorCurve.Point> points = curve.points(60);
        assertThat(points).hasSizeBetween(60, 182);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).threshold()).isLessThan(points.get(i - 1).threshold());
            assertThat(points.get(i).fmr()).isGreaterThanOrEqualTo(points.get(i - 1).fmr());
            assertThat(points.get(i).fnmr()).isLessThanOrEqualTo(points.get(i - 1).fnmr());
        }
        assertThat(points.getFirst().fnmr()).isEqualTo(1);
        assertThat(points.getLast().fmr()).isEqualTo(1);
        assertThat(points).extracting(ErrorCurve.Point::fmr).as("the steps that a logarithmic axis shows largest").contains(1 / 5_000.0, 2 / 5_000.0);
    }

    @Test
    void weightsCountAsCopies() {
        float[] genuine = {0.9f, 0.6f, 0.3f};
        float[] impostor = {0.7f, 0.2f};
        ErrorCurve weighted = ErrorCurve.of(genuine, impostor).weighted(new int[] {2, 0, 1}, new int[] {1, 3});
        ErrorCurve copied = ErrorCurve.of(new float[] {0.9f, 0.9f, 0.3f}, new float[] {0.7f, 0.2f, 0.2f, 0.2f});
        for (double threshold = 0; threshold <= 1; threshold += 0.05) {
            assertThat(weighted.fmr(threshold)).isCloseTo(copied.fmr(threshold), within(1e-12));
            assertThat(weighted.fnmr(threshold)).isCloseTo(copied.fnmr(threshold), within(1e-12));
        }
        assertThat(weighted.equalErrorRate()).isCloseTo(copied.equalErrorRate(), within(1e-12));
    }

    @Test
    void bestThresholdLiesInTheGap() {
        assertThat(ErrorCurve.of(new float[] {0.8f, 0.9f}, new float[] {0.1f, 0.2f}).bestThreshold()).isCloseTo(0.5, within(1e-6));
    }

    private static float[] draw(SplittableRandom random, int count, float shift) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            // Coarse, so that equal scores occur.
            scores[i] = Math.round(random.nextDouble() * 20) / 20f + shift;
        }
        return scores;
    }

    private static float[] negated(float[] scores) {
        float[] result = scores.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = -result[i];
        }
        return result;
    }
}
