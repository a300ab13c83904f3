package io.lintel.evaluate.liveness;

import io.lintel.core.event.StageTimes;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Faces;
import io.lintel.core.vision.LivenessPolicy;
import io.lintel.core.vision.Recogniser;
import io.lintel.core.vision.RecogniserSettings;
import io.lintel.core.vision.Sighting;
import io.lintel.evaluate.face.DoorCalibration;
import io.lintel.models.AlignedFace;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.PictureDigest;
import io.lintel.models.Quality;
import io.lintel.models.QualityAssessor;
import io.lintel.models.QualityRule;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * The door's own rule, {@link Recogniser} as the daemon runs it with liveness enforced, watching one approach of somebody who is enrolled. Borrows
 * the models; one thread.
 */
final class DoorRule implements AutoCloseable {
    /** Between frames: every one is far enough from the one before to be looked at. */
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** The configuration's defaults. */
    private static final double FPIR = 1e-3;
    private static final int MIN_FACE = 40;
    private static final int TRACKS = 8;
    private static final Duration DWELL = Duration.ofMillis(50);

    private final FaceModels models;
    private final FoundFaces faces = new FoundFaces();
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();
    private final QualityAssessor assessor = new QualityAssessor(QualityRule.door().withMinFace(MIN_FACE));
    private final StageTimes unmeasured = new StageTimes();
    private final float[] embedding;
    private Recogniser recogniser;
    private Admission admission = Admission.TURNED_AWAY;
    private long nanos;

    /** The detector's faces as the recogniser reads them. */
    private static final class FoundFaces extends FaceBoxes implements Faces {}

    DoorRule(FaceModels models) {
        this.models = models;
        this.embedding = new float[models.embedder().dimension()];
        this.recogniser = fresh();
    }

    private Recogniser fresh() {
        RecogniserSettings settings = RecogniserSettings.of(FPIR, LivenessPolicy.ENFORCE, MIN_FACE, TRACKS)
                .withLivenessThreshold(models.liveness().threshold())
                .withDwell(DWELL);
        return new Recogniser(
                settings,
                DoorCalibration.of(models.bundle().calibration()),
                models.bundle().name(),
                models.bundle().embeddingSpace(),
                embedding.length);
    }

    /** A new approach to a door at which the one face of a picture is enrolled. */
    void begin(Picture picture, Landmarks enrolled) {
        models.aligner().align(picture, enrolled, aligned);
        models.embedder().embed(aligned, embedding);
        String space = models.bundle().embeddingSpace();
        recogniser = fresh();
        recogniser.gallery(Gallery.builder(space, embedding.length).add(new PersonId("enrolled"), space, embedding).build());
        admission = Admission.TURNED_AWAY;
    }

    /** One more frame. */
    void see(Picture frame) {
        nanos += PAUSE.toNanos();
        models.detector().detect(frame, faces);
        recogniser.frame(nanos, PictureDigest.of(pixels(frame), frame.width() * frame.channels(), frame.height()), faces);
        for (int face = 0; face < faces.count(); face++) {
            if (recogniser.wants(face)) {
                study(frame, face);
            }
            recogniser.decide(face, unmeasured).ifPresent(this::told);
        }
        recogniser.sweep(nanos, this::told);
    }

    /** How it ended. */
    Admission end() {
        nanos += Duration.ofSeconds(2).toNanos();
        recogniser.sweep(nanos, this::told);
        return admission;
    }

    private static MemorySegment pixels(Picture frame) {
        return MemorySegment.ofAddress(frame.mat().data().address()).reinterpret(frame.mat().total() * frame.mat().elemSize());
    }

    private void study(Picture frame, int face) {
        models.landmarker().locate(frame, faces, face, points);
        models.aligner().align(frame, points, aligned);
        assessor.assess(frame, faces, face, points, aligned, quality);
        if (!quality.usable()) {
            recogniser.flawed(face, quality.flaw().word());
            return;
        }
        models.embedder().embed(aligned, embedding);
        if (!models.embedder().recognisable()) {
            recogniser.flawed(face, quality.flaw().word());
            return;
        }
        recogniser.looked(face, embedding, quality.overall());
        if (recogniser.needsLiveness(face)) {
            recogniser.liveness(face, models.liveness().score(frame, faces, face));
        }
    }

    private void told(Sighting sighting) {
        admission = switch (sighting.reason()) {
            case MATCH -> Admission.ADMITTED;
            case LIVENESS -> admission == Admission.ADMITTED ? admission : Admission.NOT_ALIVE;
            default -> admission;
        };
    }

    @Override
    public void close() {
        aligned.close();
    }
}
