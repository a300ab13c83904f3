package io.lintel.evaluate.face;

import io.lintel.evaluate.data.Photograph;
import io.lintel.models.AlignedFace;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import io.lintel.models.Quality;
import io.lintel.models.QualityAssessor;
import io.lintel.models.QualityFlaw;
import io.lintel.models.QualityRule;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;

/**
 * Takes photographs through the models as a door takes frames: detect, points, align, the door's quality rule, embed. Owns the models; one thread.
 *
 * <p>A photograph of several people is taken for one of the most central among the large faces, as the benchmarks' photographs are meant.
 */
public final class FacePipeline implements AutoCloseable {
    /** A face at least this large, of the largest one's side, may be the one that is meant. */
    private static final double RIVAL = 0.5;
    private static final double MARGIN = 0.3;

    private final FaceModels models;
    private final boolean flip;
    private final QualityAssessor assessor = new QualityAssessor(QualityRule.door());
    private final FaceBoxes faces = new FaceBoxes();
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();

    /**
     * A pipeline.
     *
     * @param flip whether the embeddings of the face and of its mirror image are added: better by little, at twice the cost
     */
    public FacePipeline(FaceModels models, boolean flip) {
        this.models = models;
        this.flip = flip;
    }

    /** What the pipeline makes of a photograph; never fails for a bad file. */
    public Reading read(Photograph photograph) {
        Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
        long start = System.nanoTime();
        try (Picture picture = Picture.decode(photograph.file())) {
            nanos.put(Stage.DECODE, System.nanoTime() - start);
            if (detect(picture, nanos)) {
                return read(photograph, picture, 0, nanos);
            }
            // The detector wants some room around a head: photographs cut to the face are looked at again with a margin, as at enrolment.
            int margin = (int) (MARGIN * Math.min(picture.width(), picture.height()));
            try (Canvas framed = Canvas.framed(picture, margin)) {
                return detect(framed.picture(), nanos)
                        ? read(photograph, framed.picture(), margin, nanos)
                        : failed(photograph, Outcome.NOT_DETECTED, Outcome.NOT_DETECTED.text(), FaceBox.NONE, nanos);
            }
        } catch (PictureException e) {
            return failed(photograph, Outcome.UNREADABLE, String.valueOf(e.getMessage()), FaceBox.NONE, nanos);
        }
    }

    /** The models, for those who ask them more. */
    public FaceModels models() {
        return models;
    }

    private boolean detect(Picture picture, Map<Stage, Long> nanos) {
        long start = System.nanoTime();
        models.detector().detect(picture, faces);
        nanos.put(Stage.DETECT, System.nanoTime() - start);
        return faces.count() > 0;
    }

    private Reading read(Photograph photograph, Picture picture, int margin, Map<Stage, Long> nanos) {
        int face = meant(faces, picture.width(), picture.height());
        FaceBox box = new FaceBox(faces.x(face) - margin, faces.y(face) - margin, faces.width(face), faces.height(face));
        long start = System.nanoTime();
        models.landmarker().locate(picture, faces, face, points);
        long located = System.nanoTime();
        models.aligner().align(picture, points, aligned);
        assessor.assess(picture, faces, face, points, aligned, quality);
        long judged = System.nanoTime();
        nanos.put(Stage.LANDMARKS, located - start);
        nanos.put(Stage.ALIGN, judged - located);
        if (quality.flaw() != QualityFlaw.NONE) {
            return failed(photograph, Outcome.REFUSED, quality.flaw().text(), box, nanos);
        }
        float[] embedding = embed();
        nanos.put(Stage.EMBED, System.nanoTime() - judged);
        return models.embedder().recognisable()
                ? new Reading(photograph, Outcome.USED, "", box, quality.overall(), embedding, nanos)
                : failed(photograph, Outcome.NOT_RECOGNISABLE, Outcome.NOT_RECOGNISABLE.text(), box, nanos);
    }

    private float[] embed() {
        float[] embedding = new float[models.embedder().dimension()];
        models.embedder().embed(aligned, embedding);
        if (flip) {
            float[] mirrored = new float[embedding.length];
            mirror(aligned.pixels());
            models.embedder().embed(aligned, mirrored);
            double square = 0;
            for (int i = 0; i < embedding.length; i++) {
                embedding[i] += mirrored[i];
                square += (double) embedding[i] * embedding[i];
            }
            float scale = (float) (1 / Math.sqrt(square));
            for (int i = 0; i < embedding.length; i++) {
                embedding[i] *= scale;
            }
        }
        return embedding;
    }

    private static void mirror(MemorySegment pixels) {
        int side = AlignedFace.SIDE;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side / 2; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    long left = 3L * (y * side + x) + channel;
                    long right = 3L * (y * side + side - 1 - x) + channel;
                    byte kept = pixels.get(ValueLayout.JAVA_BYTE, left);
                    pixels.set(ValueLayout.JAVA_BYTE, left, pixels.get(ValueLayout.JAVA_BYTE, right));
                    pixels.set(ValueLayout.JAVA_BYTE, right, kept);
                }
            }
        }
    }

    private Reading failed(Photograph photograph, Outcome outcome, String why, FaceBox box, Map<Stage, Long> nanos) {
        return new Reading(photograph, outcome, why, box, 0, new float[0], nanos);
    }

    /** The most central of the faces at least half as large as the largest. */
    public static int meant(FaceBoxes faces, int width, int height) {
        double largest = 0;
        for (int i = 0; i < faces.count(); i++) {
            largest = Math.max(largest, side(faces, i));
        }
        int chosen = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < faces.count(); i++) {
            double away = Math.hypot(faces.x(i) + faces.width(i) / 2.0 - width / 2.0, faces.y(i) + faces.height(i) / 2.0 - height / 2.0);
            if (side(faces, i) >= RIVAL * largest && away < nearest) {
                nearest = away;
                chosen = i;
            }
        }
        return chosen;
    }

    private static double side(FaceBoxes faces, int i) {
        return Math.sqrt((double) faces.width(i) * faces.height(i));
    }

    @Override
    public void close() {
        aligned.close();
        models.close();
    }
}
