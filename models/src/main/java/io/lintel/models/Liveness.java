package io.lintel.models;

import io.lintel.hal.Session;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Tells a live face from a print or a screen, from one picture: weak evidence, masks pass. The crop is a square around the box, shifted
 * into the picture where it reaches over the edge. Allocates nothing per face. One thread.
 */
public final class Liveness implements AutoCloseable {
    private final Session session;
    private final LivenessRule rule;
    private final TensorPlanes planes;
    private final Warp warp;
    private final FloatBuffer output;

    Liveness(Session session, PixelRule pixels, LivenessRule rule) {
        this.session = session;
        this.rule = rule;
        planes = new TensorPlanes(session, pixels);
        warp = new Warp(planes.width(), planes.height(), 2);
        output = session.output(0).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        if (rule.liveClass() >= output.capacity()) {
            throw new IllegalArgumentException("live-class " + rule.liveClass() + " of a model with " + output.capacity() + " classes");
        }
    }

    /** P(live) of face {@code i}, 0..1. */
    public double score(Picture picture, FaceBoxes faces, int i) {
        double side = Math.min(faces.height(i) * rule.crop(), Math.min(picture.width(), picture.height()));
        double x = faces.x(i) + faces.width(i) / 2.0 - side / 2;
        double y = faces.y(i) + faces.height(i) / 2.0 - side / 2;
        x = Math.clamp(x, 0, picture.width() - side);
        y = Math.clamp(y, 0, picture.height() - side);
        planes.fill(warp.rectangle(picture, x, y, side, side));
        session.run();
        return Softmax.share(output, rule.liveClass());
    }

    /** The bundle's threshold: below it a face is refused where liveness is enforced. */
    public double threshold() {
        return rule.threshold();
    }

    @Override
    public void close() {
        warp.close();
        planes.close();
        session.close();
    }
}
