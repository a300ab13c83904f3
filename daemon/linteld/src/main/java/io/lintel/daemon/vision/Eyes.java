package io.lintel.daemon.vision;

import io.lintel.core.event.Stage;
import io.lintel.core.event.StageTimes;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.Match;
import io.lintel.core.vision.Faces;
import io.lintel.core.vision.Recogniser;
import io.lintel.core.vision.RecogniserSettings;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.Metrics;
import io.lintel.hal.Frame;
import io.lintel.models.PictureDigest;
import io.lintel.models.QualityFlaw;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Models and recogniser at work on one frame: each step in order, each step timed. Allocates nothing per frame. Threading: the
 * vision agent's.
 */
final class Eyes implements AutoCloseable {
    private static final long WARM_NANOS = 200_000_000L;
    private static final int WARM_ROUNDS = 20_000;

    private final FaceReader reader;
    private final Recogniser recogniser;
    private final Consumer<Sighting> tell;
    private final LongSupplier nanos;
    private final Metrics metrics;
    private final StageTimes times = new StageTimes();
    private final float[] embedding;
    private long stepNanos;
    private boolean warm;

    Eyes(FaceReader reader, VisionSettings settings, Consumer<Sighting> tell, LongSupplier nanos, Metrics metrics) {
        this.reader = reader;
        this.tell = tell;
        this.nanos = nanos;
        this.metrics = metrics;
        this.embedding = new float[reader.dimension()];
        this.recogniser = new Recogniser(
                RecogniserSettings.of(settings.fpirTarget(), settings.liveness(), settings.minFace(), settings.maxFaces())
                        .withLivenessThreshold(reader.livenessThreshold())
                        .withDwell(settings.dwell()),
                reader.calibration(),
                reader.bundle(),
                reader.space(),
                reader.dimension());
    }

    FaceReader reader() {
        return reader;
    }

    /** Searches this gallery from now on. */
    void search(Gallery gallery) {
        recogniser.gallery(gallery);
        if (!warm && !gallery.isEmpty()) {
            warm(gallery);
            warm = true;
        }
    }

    /**
     * The first searches of a fresh JVM are slow and, until the compiler has seen enough of them, allocate vectors: they had better
     * not be the first visitor's.
     */
    private void warm(Gallery gallery) {
        float[] probe = new float[embedding.length];
        probe[0] = 1;
        Match match = new Match();
        long end = nanos.getAsLong() + WARM_NANOS;
        for (int round = 0; round < WARM_ROUNDS && end - nanos.getAsLong() > 0; round++) {
            gallery.match(reader.space(), probe, match);
        }
    }

    /** Whether a face is being followed. */
    boolean busy() {
        return recogniser.following() > 0;
    }

    /** Lets go of faces that left. */
    void sweep(long nowNanos) {
        metrics.passedBy(recogniser.sweep(nowNanos, tell));
    }

    /** Looks at one frame. */
    void look(Frame frame) {
        times.clear();
        long began = nanos.getAsLong();
        stepNanos = began;
        times.set(Stage.CAPTURE, began - frame.captureNanos());
        Faces faces = reader.detect(frame);
        step(Stage.DETECT);
        metrics.frameAnalysed(faces.count());
        recogniser.frame(frame.captureNanos(), faces.count() == 0 ? 0 : PictureDigest.of(frame), faces);
        try {
            decide(faces);
        } finally {
            reader.settle();
        }
    }

    private void decide(Faces faces) {
        for (int face = 0; face < faces.count(); face++) {
            if (recogniser.wants(face)) {
                study(face);
            }
            Optional<Sighting> sighting = recogniser.decide(face, times);
            if (sighting.isPresent()) {
                tell.accept(sighting.get());
            }
            forgetFace();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private void study(int face) {
        // What other faces of this frame took before is no stage of this one; it shows in DECIDE, which closes the sum.
        stepNanos = nanos.getAsLong();
        if (recogniser.expectsLiveness(face)) {
            reader.expectLiveness(face);
        }
        reader.locate(face);
        step(Stage.LANDMARKS);
        reader.align(face);
        step(Stage.ALIGN);
        QualityFlaw flaw = reader.assess(face);
        step(Stage.QUALITY);
        if (flaw == QualityFlaw.NONE) {
            flaw = reader.embed(embedding);
            step(Stage.EMBED);
        }
        if (flaw != QualityFlaw.NONE) {
            metrics.faceFlawed(flaw);
            recogniser.flawed(face, flaw.word());
            return;
        }
        metrics.faceUsed();
        recogniser.looked(face, embedding, reader.quality());
        step(Stage.MATCH);
        if (recogniser.needsLiveness(face)) {
            recogniser.liveness(face, reader.liveness(face));
            step(Stage.LIVENESS);
        }
    }

    private void forgetFace() {
        long capture = times.nanos(Stage.CAPTURE);
        long detect = times.nanos(Stage.DETECT);
        times.clear();
        times.set(Stage.CAPTURE, capture);
        times.set(Stage.DETECT, detect);
    }

    private void step(Stage stage) {
        long now = nanos.getAsLong();
        times.set(stage, now - stepNanos);
        stepNanos = now;
    }
}
