package io.lintel.models;

import io.lintel.hal.Session;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Finds the 68 points of a face. The crop is a square of side √(w·h) around the box's centre, grown by 5 % left and right and 10 % at the
 * bottom; the model gives points as shares of the crop. Allocates nothing per face. One thread.
 */
public final class Landmarker implements AutoCloseable {
    private static final double GROW_SIDE = 0.05;
    private static final double GROW_BOTTOM = 0.10;

    private final Session session;
    private final TensorPlanes planes;
    private final Warp warp;
    private final FloatBuffer output;

    Landmarker(Session session, PixelRule pixels) {
        this.session = session;
        planes = new TensorPlanes(session, pixels);
        warp = new Warp(planes.width(), planes.height(), 3);
        output = session.output(0).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        if (output.capacity() != 2 * Landmarks.POINTS) {
            throw new IllegalArgumentException("the landmarker gives " + output.capacity() + " numbers instead of " + 2 * Landmarks.POINTS);
        }
    }

    /** Finds the points of face {@code i}. */
    public void locate(Picture picture, FaceBoxes faces, int i, Landmarks into) {
        double side = Math.sqrt((double) faces.width(i) * faces.height(i));
        double x = faces.x(i) + faces.width(i) / 2.0 - side * (0.5 + GROW_SIDE);
        double y = faces.y(i) + faces.height(i) / 2.0 - side * 0.5;
        double width = side * (1 + 2 * GROW_SIDE);
        double height = side * (1 + GROW_BOTTOM);
        planes.fill(warp.rectangle(picture, x, y, width, height));
        session.run();
        for (int point = 0; point < Landmarks.POINTS; point++) {
            into.set(point, (float) (x + output.get(2 * point) * width), (float) (y + output.get(2 * point + 1) * height));
        }
    }

    @Override
    public void close() {
        warp.close();
        planes.close();
        session.close();
    }
}
