package io.lintel.daemon.vision;

import io.lintel.core.vision.Calibration;
import io.lintel.hal.Frame;
import io.lintel.hal.ProviderFallback;
import io.lintel.models.AlignedFace;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.Quality;
import io.lintel.models.QualityAssessor;
import io.lintel.models.QualityFlaw;
import io.lintel.models.QualityRule;
import io.lintel.models.ScoreCalibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The bundle's models, with all their workspace; see {@link FaceReader}. */
public final class ModelFaceReader implements FaceReader {
    /** More frames than any camera's pool has. */
    private static final int SLOTS_MAX = 64;

    private final FaceModels models;
    private final QualityAssessor assessor;
    private final FaceBoxes faces;
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();
    // A header over a frame's memory is made once for each frame of the pool; a camera opened anew brings new frames.
    private final @Nullable Frame[] known = new Frame[SLOTS_MAX];
    private final @Nullable Picture[] headers = new Picture[SLOTS_MAX];
    private @Nullable Picture picture;

    /**
     * A reader that owns the models.
     *
     * @param minFaceWidth narrowest face compared, pixels
     * @param maxFaces faces found in one frame at most
     */
    public ModelFaceReader(FaceModels models, int minFaceWidth, int maxFaces) {
        this.models = models;
        this.assessor = new QualityAssessor(QualityRule.door().withMinFace(minFaceWidth));
        this.faces = new FaceBoxes(maxFaces);
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
        return calibration(models.bundle().calibration());
    }

    @Override
    public double livenessThreshold() {
        return models.liveness().threshold();
    }

    @Override
    public FaceBoxes detect(Frame frame) {
        Picture view = header(frame);
        picture = view;
        models.detector().detect(view, faces);
        return faces;
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
    public void embed(float[] into) {
        models.embedder().embed(aligned, into);
    }

    @Override
    public double liveness(int face) {
        return models.liveness().score(current(), faces, face);
    }

    @Override
    public void close() {
        for (Picture header : headers) {
            if (header != null) {
                header.close();
            }
        }
        aligned.close();
        models.close();
    }

    /** The manifest's numbers as the core takes them: without knots that the sample is too small for. */
    public static Calibration calibration(ScoreCalibration measured) {
        double least = Math.log10((double) Calibration.FALSE_MATCHES_MIN / Math.max(1, measured.impostorPairs()));
        List<Calibration.Knot> knots = new ArrayList<>();
        for (ScoreCalibration.Knot knot : measured.impostorTail()) {
            if (knot.log10Fmr() < Math.log10(0.5) && knot.log10Fmr() >= least) {
                knots.add(new Calibration.Knot(knot.cosine(), knot.log10Fmr()));
            }
        }
        return new Calibration(
                knots,
                measured.impostorPairs(),
                measured.genuineMean(),
                measured.genuineSd(),
                measured.genuinePairs(),
                Math.max(Calibration.IMPOSTOR_CORRELATION_MIN, measured.impostorCorrelation()));
    }

    private static String words(ProviderFallback fallback) {
        return fallback.provider() + " cannot be used: " + fallback.reason();
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
