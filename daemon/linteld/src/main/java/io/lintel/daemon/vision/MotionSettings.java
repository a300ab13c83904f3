package io.lintel.daemon.vision;

import java.time.Duration;

/**
 * When frames are spared.
 *
 * @param enabled false: every frame is looked at
 * @param stillAfter the scene counts as still when nothing has moved for so long
 * @param lookEvery a still scene is looked at this often all the same
 */
public record MotionSettings(boolean enabled, Duration stillAfter, Duration lookEvery) {
    /** Still after two seconds, then two looks a second. */
    public static final MotionSettings DEFAULT = new MotionSettings(true, Duration.ofSeconds(2), Duration.ofMillis(500));

    /** Every frame is looked at. */
    public static final MotionSettings OFF = new MotionSettings(false, Duration.ZERO, Duration.ZERO);
}
