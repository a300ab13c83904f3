package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void waitsTwiceAsLongEachTimeUpToTheLimit() {
        for (int seed = 0; seed < 200; seed++) {
            BackOff backOff = new BackOff(100, 1_000, new Random(seed));
            long now = Long.MAX_VALUE - 50;
            assertThat(backOff.ready(now)).isTrue();
            double nominal = 100;
            for (int failure = 1; failure <= 70; failure++) {
                backOff.failed(now);
                assertThat((double) backOff.waitNanos(now)).as("seed %d, failure %d", seed, failure)
                        .isBetween(nominal * 0.79, nominal * 1.21);
                assertThat(backOff.ready(now)).isFalse();
                now += backOff.waitNanos(now);
                assertThat(backOff.ready(now)).isTrue();
                nominal = Math.min(1_000, nominal * 2);
            }
            backOff.succeeded();
            assertThat(backOff.waitNanos(now)).isZero();
            assertThat(backOff.failures()).isZero();
        }
    }
}
