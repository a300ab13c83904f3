package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceTest {
    private final Evidence evidence = new Evidence(Calibrations.WORST_GROUP, 1e-3);

    /** Reference values of the normal's upper tail: R, pnorm(z, lower.tail = FALSE, log.p = TRUE) / log(10). */
    @ParameterizedTest
    @CsvSource({"0,-0.30103", "1,-0.79955", "2,-1.64302", "3,-2.86970", "5,-6.54265", "8,-15.20614", "-1,-0.07501", "-3,-0.000587"})
    void normalTailIsRight(double z, double log10) {
        assertThat(NormalTail.log10(z)).isCloseTo(log10, within(2e-5));
        assertThat(NormalTail.inverse(NormalTail.log10(z))).isCloseTo(z, within(1e-6));
    }

    @Test
    void oneFrameWeighsWhatTheCalibrationSays() {
        assertThat(evidence.of(0.275, 1)).isCloseTo(2, within(1e-6));
        assertThat(evidence.of(0.45, 1)).isCloseTo(4, within(1e-6));
        assertThat(evidence.of(0.515, 1)).isCloseTo(5, within(1e-6));
        assertThat(evidence.of(0.58, 1)).as("beyond the last knot on its line").isCloseTo(6, within(1e-6));
        assertThat(evidence.of(0.0, 1)).as("a stranger").isLessThan(0.5);
        assertThat(evidence.of(-1, 1)).isCloseTo(0, within(1e-6));
    }

    @Test
    void risesWithSimilarityAndWithEffectiveFrames() {
        for (double frames = 1; frames <= 1.4; frames += 0.1) {
            double before = -1;
            for (int c = -1000; c <= 1000; c++) {
                double now = evidence.of(c / 1000.0, frames);
                assertThat(Double.isFinite(now)).isTrue();
                assertThat(now).as("cosine %d‰, %f frames", c, frames).isGreaterThanOrEqualTo(before);
                before = now;
            }
        }
        for (double cosine = 0.1; cosine < 1; cosine += 0.05) {
            assertThat(evidence.of(cosine, 1.3)).isGreaterThan(evidence.of(cosine, 1.2));
        }
    }

    @Test
    void theBoundRisesWithTheGalleryTheLookAndTheOperatorsWish() {
        assertThat(evidence.required(1, 1000)).isCloseTo(6 + Math.log10(2), within(1e-9));
        assertThat(evidence.required(1, 10_000)).isGreaterThan(evidence.required(1, 1_000));
        assertThat(evidence.required(2, 1_000)).isGreaterThan(evidence.required(1, 1_000));
        assertThat(evidence.required(1, 1)).as("no fewer than ten").isEqualTo(evidence.required(1, 10));
        assertThat(new Evidence(Calibrations.WORST_GROUP, 1e-4).required(1, 50))
                .isCloseTo(evidence.required(1, 50) + 1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1000})
    void aClearFaceOpensOnOneFrame(int templates) {
        assertThat(evidence.of(0.60, 1)).isGreaterThanOrEqualTo(evidence.required(1, templates));
    }

    @Test
    void lookingLongerNeverCountsAsMoreThanTheCorrelationAllows() {
        double before = 0;
        for (int frames = 1; frames <= 1_000; frames++) {
            double effective = evidence.effectiveFrames(1.0 / frames);
            assertThat(effective).isGreaterThan(before).isLessThan(1 / 0.7);
            before = effective;
        }
        assertThat(evidence.effectiveFrames(1)).isEqualTo(1, within(1e-12));
    }

    /** What {@link Evidence#required} asks: half of the share at look one, the rest for all later looks, computed and not sampled. */
    @ParameterizedTest
    @ValueSource(doubles = {5, 7, 9, 12})
    void allLooksTogetherStayWithinTheShareOfATemplate(double exponent) {
        double rho = Calibration.IMPOSTOR_CORRELATION_MIN;
        int templates = 10_000;
        Evidence weighing = new Evidence(Calibrations.WORST_GROUP, templates * Math.pow(10, -exponent));
        double share = weighing.fpirTarget() / templates;
        double before = NormalTail.inverse(-weighing.required(1, templates));
        double total = Math.pow(10, NormalTail.log10(before));
        for (int look = 2; look <= Evidence.LOOKS_MAX; look++) {
            double bound = NormalTail.inverse(-weighing.required(look, templates));
            double variance = rho + (1 - rho) / look;
            double varianceBefore = rho + (1 - rho) / (look - 1);
            total += upcrossing(bound, before, Math.sqrt(variance / varianceBefore));
            before = bound;
        }
        assertThat(total).isLessThanOrEqualTo(share);
    }

    /** The same for the frames of a known look-alike, whose successive means are less correlated, with what is really asked of them. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3, 5, 7, 9})
    void allLooksTogetherStayWithinTheShareOfALookAlike(double exponent) {
        double rho = Calibration.IMPOSTOR_CORRELATION_MIN;
        Evidence weighing = new Evidence(Calibrations.WORST_GROUP, Math.pow(10, -exponent));
        double first = alikeBound(weighing, 1);
        double total = Math.pow(10, NormalTail.log10(first));
        for (int look = 2; look <= Evidence.LOOKS_MAX; look++) {
            double variance = rho + (1 - rho) / look - rho * rho;
            double varianceBefore = rho + (1 - rho) / (look - 1) - rho * rho;
            total += upcrossing(alikeBound(weighing, look), alikeBound(weighing, look - 1), Math.sqrt(variance / varianceBefore));
        }
        assertThat(total).isLessThanOrEqualTo(Math.pow(10, -exponent));
    }

    /** The normal score that a look-alike's frames must reach, from the evidence that is asked of them at a look. */
    private static double alikeBound(Evidence weighing, int look) {
        double rho = Calibration.IMPOSTOR_CORRELATION_MIN;
        double alike = 0.9;
        double frames = weighing.effectiveFrames(1.0 / look);
        double mean = NormalTail.inverse(-weighing.required(look, 1, alike, frames)) / Math.sqrt(frames);
        double expected = rho * new ImpostorTail(Calibrations.WORST_GROUP.impostorTail()).score(alike);
        return (mean - expected) / Math.sqrt(1 / frames - rho * rho);
    }

    @Test
    void aLookAlikeRaisesTheBoundAndTheMoreTheMoreAlike() {
        for (int look : new int[] {1, 2, 16}) {
            double frames = evidence.effectiveFrames(1.0 / look);
            double before = evidence.required(look, 100);
            for (double alike = -1; alike <= 1; alike += 0.01) {
                double now = evidence.required(look, 100, alike, frames);
                assertThat(now).as("look %d, alike %f", look, alike).isGreaterThanOrEqualTo(before);
                before = now;
            }
            assertThat(before).as("twins").isGreaterThan(evidence.required(look, 100) + 3);
        }
    }

    /** Whoever is only as alike as the most alike of so many strangers is not asked for more. */
    @ParameterizedTest
    @CsvSource({"10,1e-1", "10,1e-3", "10,1e-5", "1000,1e-2", "1000,1e-4", "100000,1e-2", "100000,1e-5"})
    void theNearestByChanceIsNoLookAlike(int templates, double target) {
        Evidence weighing = new Evidence(Calibrations.WORST_GROUP, target);
        ImpostorTail tail = new ImpostorTail(Calibrations.WORST_GROUP.impostorTail());
        double alike = 0;
        while (NormalTail.log10(tail.score(alike)) > -Math.log10(templates)) {
            alike += 0.001;
        }
        for (int look : new int[] {1, 2, 16}) {
            double frames = weighing.effectiveFrames(1.0 / look);
            assertThat(weighing.required(look, templates, alike, frames)).isEqualTo(weighing.required(look, templates));
        }
    }

    /** P(Z ≥ z and Z′ < z′) for standard normals with this correlation: midpoint rule over Z. */
    private static double upcrossing(double z, double before, double correlation) {
        double step = 0.002;
        double sum = 0;
        for (double x = z + step / 2; x < z + 6; x += step) {
            double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            double below = (before - correlation * x) / Math.sqrt(1 - correlation * correlation);
            sum += density * Math.pow(10, NormalTail.log10(-below)) * step;
        }
        return sum;
    }

    @Test
    void refusesATargetThatIsNone() {
        for (double target : new double[] {0, -1, 0.2, Double.NaN}) {
            assertThatExceptionOfType(CalibrationException.class)
                    .isThrownBy(() -> new Evidence(Calibrations.WORST_GROUP, target));
        }
    }
}
