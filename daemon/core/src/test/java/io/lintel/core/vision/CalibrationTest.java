package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.lintel.core.vision.Calibration.Knot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
    private static final List<Knot> TAIL = List.of(new Knot(0.3, -2), new Knot(0.4, -3));

    @Test
    void acceptsWhatCanBeTrue() {
        assertThatNoException().isThrownBy(() -> new Calibration(TAIL, 10_000, 0.66, 0.11, 100, 0.7));
        assertThatNoException().isThrownBy(() -> new Calibration(TAIL, 10_000, 0.66, 0.11, 100, 1));
    }

    @Test
    void refusesATailThatDoesNotFall() {
        refuses(List.of(new Knot(0.3, -2)), "knots");
        refuses(List.of(new Knot(0.3, -2), new Knot(0.3, -3)), "cosines must rise");
        refuses(List.of(new Knot(0.4, -2), new Knot(0.3, -3)), "cosines must rise");
        refuses(List.of(new Knot(0.3, -2), new Knot(0.4, -2)), "rates must fall");
        refuses(List.of(new Knot(0.3, -2), new Knot(0.4, -1)), "rates must fall");
        refuses(List.of(new Knot(0.3, -0.3), new Knot(0.4, -1)), "below one half");
        refuses(List.of(new Knot(0.3, Double.NaN), new Knot(0.4, -1)), "finite");
        refuses(List.of(new Knot(Double.NaN, -2), new Knot(0.4, -3)), "cosine within");
        refuses(List.of(new Knot(0.3, -2), new Knot(1.2, -3)), "cosine within");
    }

    @Test
    void refusesARateThatTheSampleCannotSupport() {
        refuses(9_999, 0.66, 0.11, 100, 0.7, "impostor pairs");
        refuses(0, 0.66, 0.11, 100, 0.7, "impostor pairs");
    }

    @Test
    void ofASampleOnlyWhatItSupportsIsTaken() {
        List<Knot> measured = List.of(new Knot(0.1, -0.2), new Knot(0.3, -2), new Knot(0.4, -3), new Knot(0.5, -4));
        assertThat(Calibration.ofSample(measured, 10_000, 0.66, 0.11, 100, 0.3))
                .isEqualTo(new Calibration(TAIL, 10_000, 0.66, 0.11, 100, Calibration.IMPOSTOR_CORRELATION_MIN));
        assertThat(Calibration.ofSample(measured, 100_000, 0.66, 0.11, 100, 0.9).impostorTail()).endsWith(new Knot(0.5, -4));
        assertThatExceptionOfType(CalibrationException.class)
                .isThrownBy(() -> Calibration.ofSample(measured, 1_000, 0.66, 0.11, 100, 0.7))
                .withMessageContaining("knots");
    }

    @Test
    void refusesAGenuineSideOrACorrelationThatCannotBe() {
        refuses(10_000, 0.25, 0.11, 100, 0.7, "genuine mean");
        refuses(10_000, Double.NaN, 0.11, 100, 0.7, "genuine mean");
        refuses(10_000, 0.66, 0, 100, 0.7, "genuine deviation");
        refuses(10_000, 0.66, 0.11, 99, 0.7, "genuine pairs");
        refuses(10_000, 0.66, 0.11, 100, 0.69, "not independent");
        refuses(10_000, 0.66, 0.11, 100, 1.01, "impostor correlation");
        refuses(10_000, 0.66, 0.11, 100, Double.NaN, "impostor correlation");
    }

    private static void refuses(List<Knot> tail, String says) {
        assertThatExceptionOfType(CalibrationException.class)
                .isThrownBy(() -> new Calibration(tail, 10_000, 0.66, 0.11, 100, 0.7))
                .withMessageContaining(says);
    }

    private static void refuses(long pairs, double mean, double deviation, long genuine, double rho, String says) {
        assertThatExceptionOfType(CalibrationException.class)
                .isThrownBy(() -> new Calibration(TAIL, pairs, mean, deviation, genuine, rho))
                .withMessageContaining(says);
    }
}
