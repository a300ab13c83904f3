package io.lintel.models;

/**
 * What a face must have to be compared.
 *
 * @param minFace smallest side of the face's box, pixels
 * @param maxShapeError largest {@link Quality#shapeError()}, pixels of the aligned face
 * @param maxYaw largest turn to a side, degrees
 * @param maxPitch largest turn up or down, degrees
 * @param maxRoll largest tilt, degrees
 * @param minBrightness darkest mean luma, 0..255
 * @param maxBrightness brightest mean luma, 0..255
 * @param minContrast smallest standard deviation of luma
 * @param minSharpness smallest {@link Quality#sharpness()}
 */
public record QualityRule(
        double minFace,
        double maxShapeError,
        double maxYaw,
        double maxPitch,
        double maxRoll,
        double minBrightness,
        double maxBrightness,
        double minContrast,
        double minSharpness) {
    /**
     * For faces at a door. Measured on photographs scaled down and blurred: at 40 pixels a face keeps a cosine of 0.96 with itself (0.91 at
     * 30), at a sharpness of 0.10 one of 0.76 (0.91 at 0.15).
     */
    public static QualityRule door() {
        return new QualityRule(40, 9, 40, 35, 60, 30, 230, 10, 0.10);
    }

    /** For photographs that people are enrolled from: stricter, since every later comparison leans on them. */
    public static QualityRule enrolment() {
        return new QualityRule(64, 8, 35, 30, 50, 40, 220, 15, 0.14);
    }

    /** The same with another smallest face, as the configuration may set it. */
    public QualityRule withMinFace(double pixels) {
        return new QualityRule(pixels, maxShapeError, maxYaw, maxPitch, maxRoll, minBrightness, maxBrightness, minContrast, minSharpness);
    }
}
