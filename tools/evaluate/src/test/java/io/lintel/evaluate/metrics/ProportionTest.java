package io.lintel.evaluate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values from tables and from R's binom.test. */
class ProportionTest {
    @Test
    void clopperPearsonIsThatOfTheTables() {
        Interval tenOfHundred = new Proportion(10, 100).clopperPearson();
        assertThat(tenOfHundred.low()).isCloseTo(0.04900469, within(1e-6));
        assertThat(tenOfHundred.high()).isCloseTo(0.17622260, within(1e-6));
    }

    @Test
    void withoutErrorsOnlyTheUpperEndIsKnown() {
        Interval none = new Proportion(0, 100).clopperPearson();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(1 - Math.pow(0.025, 0.01), within(1e-9));
        Interval all = new Proportion(20, 20).clopperPearson();
        assertThat(all.low()).isCloseTo(Math.pow(0.025, 0.05), within(1e-9));
        assertThat(all.high()).isEqualTo(1);
    }

    @Test
    void lessThanOneEffectiveErrorBoundsNothingFromBelow() {
        Interval fraction = new Proportion(0.03, 368).clopperPearson();
        assertThat(fraction.low()).isZero();
        assertThat(fraction.high()).isGreaterThan(0.009).isLessThan(0.011);
    }

    @Test
    void ruleOfThree() {
        assertThat(new Proportion(0, 3_000).leastProvable()).isCloseTo(1e-3, within(1e-12));
        assertThat(new Proportion(0, 0).leastProvable()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
