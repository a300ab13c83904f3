package io.lintel.hal.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void theFirstPictureIsDueNowAndTheOthersWhenTheFileSays() {
        Pace pace = new Pace(0);
        pace.start(25);
        assertThat(pace.due(5_000_000, 1_000)).isEqualTo(1_000);
        assertThat(pace.due(5_040_000, 2_000)).isEqualTo(1_000 + 40 * MILLI);
        assertThat(pace.due(5_140_000, 3_000)).isEqualTo(1_000 + 140 * MILLI);
    }

    @Test
    void aFixedRateIgnoresTheFilesTime() {
        Pace pace = new Pace(50);
        pace.start(25);
        pace.due(0, 0);
        assertThat(pace.due(777_777, 0)).isEqualTo(20 * MILLI);
        assertThat(pace.due(0, 0)).isEqualTo(40 * MILLI);
    }

    @Test
    void nonsenseTimesFallBackToTheNominalInterval() {
        Pace pace = new Pace(0);
        pace.start(10);
        pace.due(1_000_000, 0);
        assertThat(pace.due(1_000_000, 0)).as("standing still").isEqualTo(100 * MILLI);
        assertThat(pace.due(500_000, 0)).as("backwards").isEqualTo(200 * MILLI);
        assertThat(pace.due(900_000_000, 0)).as("a leap").isEqualTo(300 * MILLI);
        assertThat(pace.due(Long.MIN_VALUE / 1_000_000, 0)).as("no time stamp").isEqualTo(400 * MILLI);
    }

    @Test
    void startingOverContinuesTheSchedule() {
        Pace pace = new Pace(0);
        pace.start(10);
        pace.due(0, 0);
        pace.due(100_000, 0);
        assertThat(pace.moved()).isTrue();
        pace.start(10);
        assertThat(pace.moved()).isFalse();
        assertThat(pace.due(0, 150 * MILLI)).isEqualTo(200 * MILLI);
    }

    @Test
    void beingALittleLateIsMadeUpAndFarTooLateMovesTheRest() {
        Pace pace = new Pace(10);
        pace.start(10);
        pace.due(0, 0);
        assertThat(pace.due(0, 100 * MILLI + Pace.LATE_NANOS_MAX)).as("just late enough to make up").isEqualTo(100 * MILLI);
        assertThat(pace.due(0, 201 * MILLI + Pace.LATE_NANOS_MAX)).isEqualTo(201 * MILLI + Pace.LATE_NANOS_MAX);
        assertThat(pace.due(0, 0)).isEqualTo(301 * MILLI + Pace.LATE_NANOS_MAX);
    }
}
