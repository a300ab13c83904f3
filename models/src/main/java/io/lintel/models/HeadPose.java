package io.lintel.models;

/** Where a head is turned, in degrees; reused. One thread. */
public final class HeadPose {
    private double yaw;
    private double pitch;
    private double roll;

    /** To a side; positive with the nose toward the picture's left. */
    public double yaw() {
        return yaw;
    }

    /** Up or down, as the model counts. */
    public double pitch() {
        return pitch;
    }

    /** Tilt, as the model counts. */
    public double roll() {
        return roll;
    }

    void set(double yawDegrees, double pitchDegrees, double rollDegrees) {
        yaw = yawDegrees;
        pitch = pitchDegrees;
        roll = rollDegrees;
    }
}
