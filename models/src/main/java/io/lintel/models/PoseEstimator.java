package io.lintel.models;

import io.lintel.hal.Session;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Estimates where a head is turned; the crop is the box grown by a quarter a side. Allocates nothing per face. One thread. */
public final class PoseEstimator implements AutoCloseable {
    private static final double GROW = 0.25;
    private static final double DEGREES_A_BIN = 3;
    private static final double DEGREES_FIRST = -99;

    private final Session session;
    private final TensorPlanes planes;
    private final Warp warp;
    private final FloatBuffer[] outputs = new FloatBuffer[3];

    PoseEstimator(Session session, PixelRule pixels) {
        this.session = session;
        planes = new TensorPlanes(session, pixels);
        warp = new Warp(planes.width(), planes.height(), 2);
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = session.output(i).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
    }

    /** Estimates the pose of face {@code i}. */
    public void estimate(Picture picture, FaceBoxes faces, int i, HeadPose into) {
        double w = faces.width(i);
        double h = faces.height(i);
        planes.fill(warp.rectangle(picture, faces.x(i) - GROW * w, faces.y(i) - GROW * h, w * (1 + 2 * GROW), h * (1 + 2 * GROW)));
        session.run();
        into.set(degrees(outputs[0]), degrees(outputs[1]), degrees(outputs[2]));
    }

    private static double degrees(FloatBuffer bins) {
        return Softmax.expectation(bins) * DEGREES_A_BIN + DEGREES_FIRST;
    }

    @Override
    public void close() {
        warp.close();
        planes.close();
        session.close();
    }
}
