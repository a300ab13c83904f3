package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.core.vision.Faces;
import io.lintel.hal.Frame;
import io.lintel.hal.PixelFormat;
import io.lintel.hal.ProviderFallback;
import io.lintel.models.AlignedFace;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.Quality;
import io.lintel.models.QualityAssessor;
import io.lintel.models.QualityFlaw;
import io.lintel.models.QualityRule;
import io.lintel.models.SideJob;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The bundle's models, with all their workspace; see {@link FaceReader}. */
public final class ModelFaceReader implements FaceReader {
    /** After so many faces the runtime is done with what it does at first; the compiler takes longer, at less of a price. */
    private static final int WARM_FACES = 3;
    private static final int WARM_SIDE = 256;
    /** More frames than any camera's pool has. */
    private static final int SLOTS_MAX = 64;
    private static final int NOBODY = -1;

    private final FaceModels models;
    private final Calibration calibration;
    private final QualityAssessor assessor;
    private final FoundFaces faces;
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();
    // A header over a frame's memory is made once for each frame of the pool; a camera opened anew brings new frames.
    private final @Nullable Frame[] known = new Frame[SLOTS_MAX];
    private final @Nullable Picture[] headers = new Picture[SLOTS_MAX];
    private @Nullable Picture picture;
    private final Optional<SideJob> beside;
    // Of the job beside: which face it was begun for, and its answer.
    private int expected = NOBODY;
    private double answer;

    /**
     * A reader that owns the models.
     *
     * @param minFaceWidth narrowest face compared, pixels
     * @param maxFaces faces found in one frame at most
     * @param overlap whether liveness is judged on a second thread, beside the other steps
     * @throws io.lintel.models.BundleException when the bundle's calibration is not whole
     */
    public ModelFaceReader(FaceModels models, int minFaceWidth, int maxFaces, boolean overlap) {
        this.models = models;
        this.assessor = new QualityAssessor(QualityRule.door().withMinFace(minFaceWidth));
        this.faces = new FoundFaces(maxFaces);
        this.beside = overlap
                ? Optional.of(new SideJob("vision-liveness", () -> answer = models.liveness().score(current(), faces, expected)))
                : Optional.empty();
        try {
            this.calibration = BundleCalibration.of(models.bundle());
            warm();
        } catch (RuntimeException | Error e) {
            close(); // it is tried again: nothing of this attempt may stay
            throw e;
        }
    }

    @Override
    public String bundle() {
        return models.bundle().name();
    }

    @Override
    public String space() {
        return models.bundle().embeddingSpace();
    }

    @Override
    public int dimension() {
        return models.embedder().dimension();
    }

    @Override
    public String provider() {
        Set<String> distinct = new TreeSet<>(models.providers().values());
        return distinct.size() == 1 ? distinct.iterator().next() : models.providers().toString();
    }

    @Override
    public Optional<String> fallback() {
        return models.fallbacks().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .map(ModelFaceReader::words);
    }

    @Override
    public Calibration calibration() {
        return calibration;
    }

    @Override
    public double livenessThreshold() {
        return models.liveness().threshold();
    }

    @Override
    public Faces detect(Frame frame) {
        if (beside.isPresent()) {
            beside.get().settle();
            expected = NOBODY;
            beside.get().check();
        }
        Picture view = header(frame);
        picture = view;
        models.detector().detect(view, faces);
        return faces;
    }

    @Override
    public void expectLiveness(int face) {
        if (beside.isPresent()) {
            beside.get().settle();
            expected = face;
            beside.get().begin();
        }
    }

    @Override
    public void locate(int face) {
        models.landmarker().locate(current(), faces, face, points);
    }

    @Override
    public void align(int face) {
        models.aligner().align(current(), points, aligned);
    }

    @Override
    public QualityFlaw assess(int face) {
        assessor.assess(current(), faces, face, points, aligned, quality);
        return quality.flaw();
    }

    @Override
    public double quality() {
        return quality.overall();
    }

    @Override
    public QualityFlaw embed(float[] into) {
        models.embedder().embed(aligned, into);
        return models.embedder().recognisable() ? QualityFlaw.NONE : QualityFlaw.NO_FACE;
    }

    @Override
    public double liveness(int face) {
        if (beside.isPresent()) {
            beside.get().settle();
            beside.get().check();
            if (expected == face) {
                return answer;
            }
        }
        return models.liveness().score(current(), faces, face);
    }

    @Override
    public void settle() {
        if (beside.isPresent()) {
            beside.get().settle();
        }
    }

    @Override
    public void close() {
        beside.ifPresent(SideJob::close);
        for (Picture header : headers) {
            if (header != null) {
                header.close();
            }
        }
        aligned.close();
        models.close();
    }

    private static String words(ProviderFallback fallback) {
        return fallback.provider() + " cannot be used: " + fallback.reason();
    }

    /**
     * The first face through fresh models takes six times as long as the hundredth: memory is laid out, code compiled. It had better
     * not be a visitor's.
     */
    private void warm() {
        try (Arena arena = Arena.ofConfined();
                Picture nobody = Picture.of(arena.allocate(WARM_SIDE * WARM_SIDE * 3L, 64), WARM_SIDE, WARM_SIDE, PixelFormat.BGR24)) {
            picture = nobody;
            float[] unused = new float[dimension()];
            for (int face = 0; face < WARM_FACES; face++) {
                models.detector().detect(nobody, faces);
                faces.clear();
                faces.add(WARM_SIDE / 4f, WARM_SIDE / 4f, WARM_SIDE / 2f, WARM_SIDE / 2f, 1);
                expectLiveness(0);
                locate(0);
                align(0);
                assess(0);
                embed(unused);
                liveness(0);
            }
        } finally {
            settle();
            expected = NOBODY;
            picture = null;
            faces.clear();
        }
    }

    private Picture current() {
        Picture view = picture;
        if (view == null) {
            throw new IllegalStateException("no frame was looked at yet");
        }
        return view;
    }

    private Picture header(Frame frame) {
        int slot = frame.slot();
        Picture header = headers[slot];
        if (header != null && known[slot] == frame) {
            return header;
        }
        if (header != null) {
            header.close();
        }
        Picture fresh = Picture.of(frame);
        known[slot] = frame;
        headers[slot] = fresh;
        return fresh;
    }
}
