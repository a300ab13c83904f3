package io.lintel.daemon.vision;

import io.lintel.core.vision.LivenessPolicy;
import java.time.Duration;

/**
 * How the vision agent looks.
 *
 * @param fpirTarget accepted share of strangers' approaches that open the door
 * @param liveness what becomes of a face that does not look alive
 * @param minFace narrowest face compared, pixels
 * @param maxFaces faces followed at a time
 * @param dwell how long a face must have stood before the camera before it may open the door
 * @param motion when frames are spared
 */
public record VisionSettings(
        double fpirTarget, LivenessPolicy liveness, int minFace, int maxFaces, Duration dwell, MotionSettings motion) {}
