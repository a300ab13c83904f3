package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrackerTest {
    private static final long MILLI = 1_000_000;

    private final FaceList faces = new FaceList();
    private final Tracker tracker = new Tracker(4, 700 * MILLI);

    private void frame(long millis, float... boxes) {
        faces.clear();
        for (int i = 0; i < boxes.length; i += 3) {
            faces.add(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 2]);
        }
        tracker.frame(millis * MILLI, faces);
    }

    @Test
    void followsAFaceThatMovesAndGrows() {
        frame(0, 100, 100, 50);
        int slot = tracker.slot(0);
        assertThat(tracker.begun(slot)).isTrue();
        for (int i = 1; i < 30; i++) {
            frame(i * 100L, 100 + 8 * i, 100 - 2 * i, 50 + 3 * i);
            assertThat(tracker.slot(0)).isEqualTo(slot);
            assertThat(tracker.begun(slot)).isFalse();
        }
    }

    @Test
    void keepsTwoFacesApartWhateverTheirOrder() {
        frame(0, 0, 0, 100, 300, 0, 100);
        int left = tracker.slot(0);
        int right = tracker.slot(1);
        frame(100, 290, 0, 100, 10, 0, 100);
        assertThat(tracker.slot(0)).isEqualTo(right);
        assertThat(tracker.slot(1)).isEqualTo(left);
    }

    @Test
    void bridgesAShortOcclusionAndEndsAtALongOne() {
        frame(0, 100, 100, 50);
        int slot = tracker.slot(0);
        frame(300);
        assertThat(tracker.inSight(slot)).isFalse();
        frame(700, 104, 100, 50);
        assertThat(tracker.slot(0)).as("700 ms out of sight").isEqualTo(slot);
        assertThat(tracker.begun(slot)).isFalse();
        frame(1_401, 104, 100, 50);
        assertThat(tracker.left(slot)).isTrue();
        assertThat(tracker.slot(0)).as("701 ms out of sight").isNotEqualTo(slot);
        assertThat(tracker.begun(tracker.slot(0))).isTrue();
    }

    @Test
    void aFaceElsewhereOrOfOtherSizeIsAnother() {
        frame(0, 100, 100, 50);
        int slot = tracker.slot(0);
        frame(100, 300, 100, 50);
        assertThat(tracker.slot(0)).isNotEqualTo(slot);
        frame(200, 100, 100, 20);
        assertThat(tracker.slot(0)).as("a much smaller one in the same place").isNotEqualTo(slot);
    }

    @Test
    void followsAFastFaceOnASlowCamera() {
        frame(0, 100, 100, 50);
        int slot = tracker.slot(0);
        frame(200, 138, 100, 52);
        assertThat(tracker.slot(0)).isEqualTo(slot);
    }

    @Test
    void takesTheLargestWhenThereIsNoRoomForAll() {
        frame(0, 0, 0, 10, 100, 0, 60, 200, 0, 20, 300, 0, 50, 400, 0, 40);
        assertThat(tracker.slot(0)).as("the smallest").isEqualTo(Tracker.NONE);
        for (int face = 1; face < 5; face++) {
            assertThat(tracker.slot(face)).isNotEqualTo(Tracker.NONE);
        }
        assertThat(tracker.untracked()).isEqualTo(1);
    }

    @Test
    void whoLeftKeepsTheSlotUntilItIsFreed() {
        frame(0, 0, 0, 50);
        int slot = tracker.slot(0);
        tracker.expire(701 * MILLI);
        assertThat(tracker.left(slot)).isTrue();
        tracker.free(slot);
        assertThat(tracker.left(slot)).isFalse();
        frame(800, 0, 0, 50);
        assertThat(tracker.begun(tracker.slot(0))).isTrue();
    }

    @Test
    void neverJoinsTwoFacesToOneSlotNorAFaceToTwo() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Tracker any = new Tracker(1 + random.nextInt(6), 700 * MILLI);
            long nanos = random.nextLong();
            for (int step = 0; step < 60; step++) {
                nanos += random.nextInt(400) * MILLI;
                faces.clear();
                for (int f = random.nextInt(9); f > 0; f--) {
                    faces.add(random.nextInt(400), random.nextInt(300), 5 + random.nextInt(90), 5 + random.nextInt(90));
                }
                any.frame(nanos, faces);
                Map<Integer, Integer> faceOfSlot = new HashMap<>();
                int lost = 0;
                for (int face = 0; face < faces.count(); face++) {
                    int slot = any.slot(face);
                    lost += slot == Tracker.NONE ? 1 : 0;
                    if (slot != Tracker.NONE) {
                        assertThat(faceOfSlot.put(slot, face)).as("seed %d, slot %d", seed, slot).isNull();
                        assertThat(any.inSight(slot)).isTrue();
                    }
                }
                boolean full = true;
                for (int slot = 0; slot < any.capacity(); slot++) {
                    full &= any.active(slot) || any.left(slot);
                    if (any.left(slot) && random.nextBoolean()) {
                        any.free(slot);
                    }
                }
                assertThat(lost == 0 || full).as("seed %d: lost only when full", seed).isTrue();
            }
        }
    }

    @Test
    void measuresSpeedAcrossInWidthsOfTheFaceWhateverTheFrameRate() {
        for (int millis : new int[] {33, 66, 100}) {
            Tracker fresh = new Tracker(4, 700 * MILLI);
            for (int time = 0; time <= 1_500; time += millis) {
                faces.clear();
                faces.add(0.2f * time, 100, 50, 50);
                fresh.frame(time * MILLI, faces);
                if (time == 0) {
                    assertThat(fresh.across(fresh.slot(0))).isZero();
                }
            }
            assertThat(fresh.across(fresh.slot(0))).as("200 px/s of a face of 50 px at %d ms", millis).isBetween(3.9f, 4.01f);
        }
    }

    @Test
    void aNewTrackKnowsNothingOfTheOneBeforeInItsSlot() {
        for (int i = 0; i < 10; i++) {
            frame(i * 100L, 30 * i, 100, 50);
        }
        int slot = tracker.slot(0);
        assertThat(tracker.across(slot)).isGreaterThan(5);
        tracker.expire(2_000 * MILLI);
        tracker.free(slot);
        frame(2_000, 100, 100, 50);
        assertThat(tracker.slot(0)).isEqualTo(slot);
        assertThat(tracker.across(slot)).isZero();
        frame(2_100, 110, 100, 50);
        assertThat(tracker.across(slot)).as("not averaged with what came before").isCloseTo(2, within(0.01f));
    }

    @Test
    void tremblingAndComingNearerIsNoSpeedAcross() {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            float side = 50 + 2 * i;
            float left = 300 - side / 2 + (random.nextFloat() - 0.5f) * 0.08f * side;
            frame(i * 66L, left, 100, side);
            assertThat(tracker.across(tracker.slot(0))).isLessThan(1f);
        }
    }
}
