package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FilmClockTest {
    private static final double FRAMES_PER_SECOND = 15;
    private static final long FRAME_NANOS = (long) (1e9 / FRAMES_PER_SECOND);

    @Test
    void doesNotRunBeforeTheFirstFrame() {
        FilmClock clock = new FilmClock(FRAMES_PER_SECOND);

        clock.observe(1_000, 0);

        assertThat(clock.running()).isFalse();
        assertThat(clock.frameAt(2_000)).isNegative();
    }

    @Test
    void findsTheFrameWithinOneHoweverThePollsFall() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            FilmClock clock = new FilmClock(FRAMES_PER_SECOND);
            long begun = random.nextLong(1_000_000_000L);
            long end = begun + 200 * FRAME_NANOS;
            for (long now = begun; now < end; now += random.nextLong(20_000_000L, 200_000_000L)) {
                clock.observe(now, (now - begun) / FRAME_NANOS + 1);
            }
            for (int frame = 0; frame < 200; frame += 7) {
                assertThat(clock.frameAt(begun + frame * FRAME_NANOS)).as("seed %d", seed).isCloseTo(frame, within(1.0));
            }
        }
    }

    @Test
    void followsAPauseBetweenTwoShowings() {
        FilmClock clock = new FilmClock(FRAMES_PER_SECOND);
        clock.observe(0, 1);
        clock.observe(100 * FRAME_NANOS, 101);

        clock.observe(130 * FRAME_NANOS, 121);

        assertThat(clock.frameAt(130 * FRAME_NANOS)).isCloseTo(120, within(0.5));
    }
}
