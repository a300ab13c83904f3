package io.lintel.daemon.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Frame;
import io.lintel.hal.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionGateTest {
    private static final long MS = 1_000_000L;

    private final Frame frame = new Frame(0, 320, 240, PixelFormat.BGR24, Arena.ofAuto(), _ -> {});
    private final MotionGate gate =
            new MotionGate(new MotionSettings(true, Duration.ofMillis(1_000), Duration.ofMillis(500)));
    private long now = Long.MAX_VALUE - 2_000 * MS;

    @Test
    void noiseIsNoMotionAndAStillSceneIsLookedAtTwiceASecond() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            int looks = looks(100, random, false, 0);
            // Two seconds at the start of the run at most, then every half second.
            assertThat(looks).as("seed %d", seed).isBetween(20, 45);
        }
    }

    @Test
    void aSmallThingThatMovesIsSeenAtOnce() {
        looks(60, new Random(1), false, 0);
        now += 50 * MS;
        paint(new Random(1), 40);
        assertThat(gate.look(frame, false, now)).isTrue();
    }

    @Test
    void whoIsBusyIsNeverSparedAFrame() {
        assertThat(looks(60, new Random(2), true, 0)).isEqualTo(60);
    }

    @Test
    void offMeansEveryFrame() {
        MotionGate open = new MotionGate(MotionSettings.OFF);
        paint(new Random(3), 0);
        for (int i = 0; i < 50; i++) {
            assertThat(open.look(frame, false, now += 50 * MS)).isTrue();
        }
    }

    private int looks(int frames, Random random, boolean busy, int box) {
        int looks = 0;
        for (int i = 0; i < frames; i++) {
            now += 100 * MS;
            paint(random, box);
            looks += gate.look(frame, busy, now) ? 1 : 0;
        }
        return looks;
    }

    /** Grey with a sensor's noise, and a bright box of this side. */
    private void paint(Random random, int box) {
        for (int y = 0; y < 240; y++) {
            for (int x = 0; x < 320; x++) {
                boolean inBox = x < box && y < box;
                byte value = (byte) ((inBox ? 200 : 100) + (int) (random.nextGaussian() * 4));
                for (int channel = 0; channel < 3; channel++) {
                    frame.pixels().set(ValueLayout.JAVA_BYTE, (y * 320L + x) * 3 + channel, value);
                }
            }
        }
    }
}
