package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Faces;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.models.BundleException;
import io.lintel.models.QualityFlaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Models whose answers are written by the test; each step takes as long as it says, on the test's clock. */
public final class ScriptedFaceReader implements FaceReader {
    public static final int DIMENSION = 128;
    public static final String SPACE = "scripted/1";

    /** A face in the scene: whose, how alike that person's templates, how alive. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Face(float x, float size, float[] person, double likeness, double liveness, QualityFlaw flaw) {}

    public final List<Face> scene = new ArrayList<>();
    public final List<String> steps = new ArrayList<>();
    public boolean broken;
    public boolean recognisable = true;
    public boolean uncalibrated;
    public boolean unclosable;
    private final FoundFaces boxes = new FoundFaces(32);
    private final Random random;
    private final Consumer<Duration> passing;
    private int current;

    public ScriptedFaceReader(Random random, Consumer<Duration> passing) {
        this.random = random;
        this.passing = passing;
    }

    /** A new person: a direction of their own. */
    public static float[] person(Random random) {
        float[] direction = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        return unit(direction);
    }

    @Override
    public String bundle() {
        return "scripted@1";
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
        return "script";
    }

    @Override
    public Optional<String> fallback() {
        return Optional.empty();
    }

    @Override
    public Calibration calibration() {
        if (uncalibrated) {
            throw new BundleException("calibration: written by nobody", "bundle.toml", "measure it");
        }
        return new Calibration(
                List.of(new Calibration.Knot(0.245, -2), new Calibration.Knot(0.336, -3), new Calibration.Knot(0.45, -4)),
                9_160_000,
                0.66,
                0.11,
                3_000,
                0.7);
    }

    @Override
    public double livenessThreshold() {
        return 0.5;
    }

    @Override
    public Faces detect(Frame frame) {
        took("detect", 10);
        if (broken) {
            throw new HalException(HalErrorKind.GONE, "run", "model", "the accelerator was unplugged");
        }
        boxes.clear();
        for (Face face : scene) {
            boxes.add(face.x, 100, face.size, face.size, 0.9f);
        }
        return boxes;
    }

    @Override
    public void expectLiveness(int face) {
        steps.add("expect");
    }

    @Override
    public void locate(int face) {
        took("locate", 2);
        current = face;
    }

    @Override
    public void align(int face) {
        took("align", 1);
    }

    @Override
    public QualityFlaw assess(int face) {
        took("assess", 1);
        return scene.get(face).flaw;
    }

    @Override
    public double quality() {
        return 0.9;
    }

    @Override
    public QualityFlaw embed(float[] into) {
        took("embed", 20);
        Face face = scene.get(current);
        float[] noise = person(random);
        float along = dot(noise, face.person);
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] -= along * face.person[i];
        }
        unit(noise);
        double across = Math.sqrt(1 - face.likeness * face.likeness);
        for (int i = 0; i < DIMENSION; i++) {
            into[i] = (float) (face.likeness * face.person[i] + across * noise[i]);
        }
        unit(into);
        return recognisable ? QualityFlaw.NONE : QualityFlaw.NO_FACE;
    }

    @Override
    public double liveness(int face) {
        took("liveness", 5);
        return scene.get(face).liveness;
    }

    @Override
    public void settle() {
        // Nothing runs beside.
    }

    @Override
    public void close() {
        steps.add("close");
        if (unclosable) {
            throw new HalException(HalErrorKind.OTHER, "close", "model", "it hangs");
        }
    }

    private void took(String step, long millis) {
        steps.add(step);
        passing.accept(Duration.ofMillis(millis));
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        float length = (float) Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
