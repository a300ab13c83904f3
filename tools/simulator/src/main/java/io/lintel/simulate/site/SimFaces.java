package io.lintel.simulate.site;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Faces;
import io.lintel.daemon.vision.FaceReader;
import io.lintel.hal.Frame;
import io.lintel.models.QualityFlaw;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Models that see whoever is on the picture. Tracks, matching, evidence and liveness are the daemon's own. Of one thread. */
final class SimFaces implements FaceReader {
    static final int DIMENSION = 128;
    static final String SPACE = "simulated/1";

    private static final Calibration CALIBRATION = new Calibration(
            List.of(new Calibration.Knot(0.245, -2), new Calibration.Knot(0.336, -3), new Calibration.Knot(0.45, -4)),
            9_160_000,
            0.66,
            0.11,
            3_000,
            0.7);

    private final CameraRig rig;
    private final RandomGenerator random;
    private final float[] embedding = new float[DIMENSION];
    private Optional<Visitor> found = Optional.empty();
    private long embedded = -1;

    SimFaces(CameraRig rig, RandomGenerator random) {
        this.rig = rig;
        this.random = random;
    }

    @Override
    public String bundle() {
        return "simulated@1";
    }

    @Override
    public String space() {
        return SPACE;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public String provider() {
        return "simulation";
    }

    @Override
    public Optional<String> fallback() {
        return Optional.empty();
    }

    @Override
    public Calibration calibration() {
        return CALIBRATION;
    }

    @Override
    public double livenessThreshold() {
        return 0.5;
    }

    @Override
    public Faces detect(Frame frame) {
        found = rig.shown();
        return found.isPresent() ? OneFace.THERE : OneFace.NOT_THERE;
    }

    @Override
    public void expectLiveness(int face) {}

    @Override
    public void locate(int face) {}

    @Override
    public void align(int face) {}

    @Override
    public QualityFlaw assess(int face) {
        return QualityFlaw.NONE;
    }

    @Override
    public double quality() {
        return 0.9;
    }

    @Override
    public QualityFlaw embed(float[] into) {
        Visitor visitor = found.orElseThrow();
        // The same picture gives the same numbers.
        if (embedded != rig.picture()) {
            embedded = rig.picture();
            Vectors.near(visitor.face(), visitor.likeness(), random, embedding);
        }
        System.arraycopy(embedding, 0, into, 0, DIMENSION);
        return QualityFlaw.NONE;
    }

    @Override
    public double liveness(int face) {
        return found.orElseThrow().liveness();
    }

    @Override
    public void settle() {}

    @Override
    public void close() {}

    /** One face in the middle of the picture, or none. */
    private record OneFace(int count) implements Faces {
        static final OneFace THERE = new OneFace(1);
        static final OneFace NOT_THERE = new OneFace(0);

        @Override
        public float x(int face) {
            return 200;
        }

        @Override
        public float y(int face) {
            return 100;
        }

        @Override
        public float width(int face) {
            return 160;
        }

        @Override
        public float height(int face) {
            return 160;
        }
    }
}
