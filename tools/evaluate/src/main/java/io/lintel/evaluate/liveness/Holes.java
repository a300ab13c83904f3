package io.lintel.evaluate.liveness;

import io.lintel.models.Landmarks;

/**
 * Eyes and mouth cut out of a print: ellipses in frame pixels.
 *
 * @param ellipses x, y, half width and half height of each
 */
@SuppressWarnings("ArrayRecordComponent")
record Holes(double[][] ellipses) {
    static final Holes NONE = new Holes(new double[0][]);

    /** Around the eyes and the mouth of a photograph that is drawn at a scale and a place. */
    static Holes of(Landmarks points, double scale, double left, double top) {
        return new Holes(new double[][] {
            around(points, 36, 41, 1.5, 2.0, scale, left, top),
            around(points, 42, 47, 1.5, 2.0, scale, left, top),
            around(points, 48, 67, 1.1, 1.2, scale, left, top)
        });
    }

    /** 0 in the middle of the nearest hole, 1 at its edge, more outside. */
    double distance(double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] e : ellipses) {
            nearest = Math.min(nearest, Math.hypot((x - e[0]) / e[2], (y - e[1]) / e[3]));
        }
        return nearest;
    }

    private static double[] around(Landmarks points, int from, int to, double wider, double taller, double scale, double left, double top) {
        double minX = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int i = from; i <= to; i++) {
            minX = Math.min(minX, points.x(i));
            maxX = Math.max(maxX, points.x(i));
            minY = Math.min(minY, points.y(i));
            maxY = Math.max(maxY, points.y(i));
        }
        return new double[] {
            left + scale * (minX + maxX) / 2,
            top + scale * (minY + maxY) / 2,
            Math.max(2, wider * scale * (maxX - minX) / 2),
            Math.max(2, taller * scale * (maxY - minY) / 2)
        };
    }
}
