package io.lintel.demo;

import java.util.random.RandomGenerator;

/**
 * How somebody moves toward the door: a smooth path, different for everybody, drawn from the given randomness once.
 *
 * <p>Progress runs from 0, far away, to 1, before the camera.
 */
final class Walk {
    private static final double FAR_FACE = 44;
    private final double nearFace;
    private final double startX;
    private final double endX;
    private final double endY;
    private final double steps;
    private final double roll;
    private final double rollPhase;
    private final double turn;
    private final double turnPhase;
    private final double shear;

    Walk(RandomGenerator random) {
        nearFace = random.nextDouble(128, 150);
        startX = random.nextDouble(250, 390);
        endX = random.nextDouble(285, 355);
        endY = random.nextDouble(205, 235);
        steps = random.nextDouble(3.2, 4.2);
        roll = random.nextDouble(3, 7);
        rollPhase = random.nextDouble(0, 6);
        turn = random.nextDouble(0.03, 0.08);
        turnPhase = random.nextDouble(0, 6);
        shear = random.nextDouble(-0.03, 0.03);
    }

    /**
     * Where the face is and how it is held.
     *
     * @param faceWidth pixels
     * @param x of the face's centre, pixels
     * @param y of the face's centre, pixels
     * @param roll toward the shoulder, degrees
     * @param turn how much nearer one side of the head is, as a share
     * @param shear share of the height by which it leans
     */
    record Pose(double faceWidth, double x, double y, double roll, double turn, double shear) {}

    /** The pose at a moment of the walk. */
    Pose at(double progress) {
        // A constant pace in depth is a hyperbola in size; slowing down before the door flattens its end.
        double depth = 1 - ease(progress);
        double face = 1 / (1 / nearFace + depth * (1 / FAR_FACE - 1 / nearFace));
        double near = (face - FAR_FACE) / (nearFace - FAR_FACE);
        double bob = Math.abs(Math.sin(Math.PI * steps * progress)) * 0.045 * face * (1 - 0.6 * near);
        return new Pose(
                face,
                startX + (endX - startX) * near + 0.03 * face * Math.sin(Math.PI * steps * progress),
                196 + (endY - 196) * near - bob,
                roll * Math.sin(rollPhase + 4.5 * progress),
                turn * Math.sin(turnPhase + 3.5 * progress),
                shear);
    }

    private static double ease(double progress) {
        double p = Math.clamp(progress / 0.82, 0, 1);
        return 1 - Math.pow(1 - p, 1.6);
    }
}
