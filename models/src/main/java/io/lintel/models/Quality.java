package io.lintel.models;

/** How good a face's picture is; reused. Written by {@link QualityAssessor}. One thread. */
public final class Quality {
    private QualityFlaw flaw = QualityFlaw.NO_FACE;
    private double overall;
    private double size;
    private double sharpness;
    private double brightness;
    private double contrast;
    private double yaw;
    private double pitch;
    private double roll;
    private double shapeError;

    /** The first thing wrong, {@link QualityFlaw#NONE} if nothing is. */
    public QualityFlaw flaw() {
        return flaw;
    }

    /** Whether the face may be compared. */
    public boolean usable() {
        return flaw == QualityFlaw.NONE;
    }

    /** 0 worst .. 1 best: the weakest of the single qualities. */
    public double overall() {
        return overall;
    }

    /** The smaller side of the face's box in picture pixels. */
    public double size() {
        return size;
    }

    /** Standard deviation of the aligned face's Laplacian over that of its luma: about 0.1 blurred, 0.3 and more sharp. */
    public double sharpness() {
        return sharpness;
    }

    /** Mean luma of the aligned face, 0..255. */
    public double brightness() {
        return brightness;
    }

    /** Standard deviation of the aligned face's luma, 0..127. */
    public double contrast() {
        return contrast;
    }

    /** Turn to a side in degrees, coarse; positive with the nose toward the picture's left. */
    public double yaw() {
        return yaw;
    }

    /** Turn up or down in degrees, coarse; positive looking up. */
    public double pitch() {
        return pitch;
    }

    /** Tilt in degrees; positive clockwise as seen. */
    public double roll() {
        return roll;
    }

    /** How far the five alignment points lie from a face's, root mean square in pixels of the 112 × 112 target. */
    public double shapeError() {
        return shapeError;
    }

    void measured(double side, double sharp, double mean, double deviation) {
        size = side;
        sharpness = sharp;
        brightness = mean;
        contrast = deviation;
    }

    void posed(double yawDegrees, double pitchDegrees, double rollDegrees, double error) {
        yaw = yawDegrees;
        pitch = pitchDegrees;
        roll = rollDegrees;
        shapeError = error;
    }

    void judged(QualityFlaw first, double worst) {
        flaw = first;
        overall = worst;
    }
}
