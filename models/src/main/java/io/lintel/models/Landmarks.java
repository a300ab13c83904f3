package io.lintel.models;

/**
 * The 68 iBUG points of one face in picture pixels, and the five that alignment uses; reused. One thread.
 *
 * <pre>
 *   0–16 jaw · 17–26 brows · 27–35 nose (30 its tip) · 36–41, 42–47 eyes · 48–67 mouth (48, 54 its corners)
 *   "left" is left in the picture
 * </pre>
 */
public final class Landmarks {
    /** Number of points. */
    public static final int POINTS = 68;
    /** Number of alignment points: left eye, right eye, nose, left and right corner of the mouth. */
    public static final int ANCHORS = 5;

    private final float[] x = new float[POINTS];
    private final float[] y = new float[POINTS];

    /** Sets a point. */
    public void set(int point, float px, float py) {
        x[point] = px;
        y[point] = py;
    }

    /** Horizontal place of a point, 0..67. */
    public float x(int point) {
        return x[point];
    }

    /** Vertical place of a point, 0..67. */
    public float y(int point) {
        return y[point];
    }

    /** Horizontal place of an alignment point, 0..4. */
    public float anchorX(int anchor) {
        return anchor(x, anchor);
    }

    /** Vertical place of an alignment point, 0..4. */
    public float anchorY(int anchor) {
        return anchor(y, anchor);
    }

    /** Distance between the eyes' centres in pixels. */
    public double eyeDistance() {
        return Math.hypot(anchorX(1) - anchorX(0), anchorY(1) - anchorY(0));
    }

    private static float anchor(float[] v, int anchor) {
        return switch (anchor) {
            // The lids' points, without the corners, which move with the gaze.
            case 0 -> (v[37] + v[38] + v[40] + v[41]) / 4;
            case 1 -> (v[43] + v[44] + v[46] + v[47]) / 4;
            case 2 -> v[30];
            case 3 -> (v[48] + v[60]) / 2;
            case 4 -> (v[54] + v[64]) / 2;
            default -> throw new IndexOutOfBoundsException("alignment point " + anchor + " of " + ANCHORS);
        };
    }
}
