package io.lintel.evaluate.background;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.lintel.evaluate.data.Photograph;
import io.lintel.evaluate.face.Canvas;
import io.lintel.evaluate.face.FacePipeline;
import io.lintel.models.AlignedFace;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import io.lintel.models.Quality;
import io.lintel.models.QualityAssessor;
import io.lintel.models.QualityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Takes faces and pieces without a face through every step, whatever the step before says. Owns the models; one thread. */
final class BackgroundProbe implements AutoCloseable {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int PIECES_MAX = 4;
    private static final int TRIES = 60;
    private static final int PIECE_MIN = 96;
    /** A face's box is grown by this share of itself before pieces are kept off it: hair, ears and neck are no background. */
    private static final double ROOM = 0.5;

    private final FaceModels models;
    private final long seed;
    private final FaceBoxes faces = new FaceBoxes();
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();
    private final QualityAssessor assessor = new QualityAssessor(QualityRule.door());
    private final float[] embedding;
    private final Canvas piece = new Canvas(WIDTH, HEIGHT);

    /** With models whose detector reports more than a door would take. */
    BackgroundProbe(FaceModels models, long seed) {
        this.models = models;
        this.seed = seed;
        this.embedding = new float[models.embedder().dimension()];
    }

    /**
     * What one photograph or drawing gives.
     *
     * @param kind of its pieces
     * @param pieces how many pieces without a face were looked at
     * @param wrong what was taken for a face in them
     * @param real the photograph's own face, if it shows one
     */
    record Finding(Kind kind, int pieces, List<Candidate> wrong, List<Candidate> real) {}

    /** A photograph's own face, and pieces of its background. */
    Finding photograph(Photograph photograph) {
        List<Candidate> wrong = new ArrayList<>();
        List<Candidate> real = new ArrayList<>();
        int pieces = 0;
        try (Picture picture = Picture.decode(photograph.file())) {
            models.detector().detect(picture, faces);
            if (faces.count() == 0) {
                return new Finding(Kind.PHOTOGRAPH, 0, wrong, real);
            }
            real.add(candidate(picture, FacePipeline.meant(faces, picture.width(), picture.height())));
            List<int[]> chosen = pieces(picture, new SplittableRandom(seed * 1_000_003 + photograph.name().hashCode()));
            for (int[] box : chosen) {
                cut(picture, box);
                pieces++;
                wrong.addAll(candidates());
            }
        } catch (PictureException e) {
            return new Finding(Kind.PHOTOGRAPH, 0, List.of(), List.of());
        }
        return new Finding(Kind.PHOTOGRAPH, pieces, wrong, real);
    }

    /** A drawing. */
    Finding drawing(Kind kind, int number) {
        Drawing.of(kind, seed * 1_000_003 + number, piece);
        return new Finding(kind, 1, candidates(), List.of());
    }

    /** Rectangles of a frame's shape that touch no face. */
    private List<int[]> pieces(Picture picture, SplittableRandom random) {
        List<int[]> chosen = new ArrayList<>();
        int widest = Math.min(picture.width(), picture.height() * WIDTH / HEIGHT);
        if (widest < PIECE_MIN) {
            return chosen;
        }
        for (int attempt = 0; attempt < TRIES && chosen.size() < PIECES_MAX; attempt++) {
            int width = random.nextInt(PIECE_MIN, widest + 1);
            int height = width * HEIGHT / WIDTH;
            int x = random.nextInt(picture.width() - width + 1);
            int y = random.nextInt(picture.height() - height + 1);
            if (free(x, y, width, height)) {
                chosen.add(new int[] {x, y, width, height});
            }
        }
        return chosen;
    }

    private boolean free(int x, int y, int width, int height) {
        for (int i = 0; i < faces.count(); i++) {
            double roomX = ROOM * faces.width(i);
            double roomY = ROOM * faces.height(i);
            if (x < faces.x(i) + faces.width(i) + roomX
                    && x + width > faces.x(i) - roomX
                    && y < faces.y(i) + faces.height(i) + roomY
                    && y + height > faces.y(i) - roomY) {
                return false;
            }
        }
        return true;
    }

    private void cut(Picture picture, int[] box) {
        try (Rect where = new Rect(box[0], box[1], box[2], box[3]);
                Mat part = new Mat(picture.mat(), where);
                Size size = new Size(WIDTH, HEIGHT)) {
            resize(part, piece.mat(), size, 0, 0, INTER_AREA);
        }
    }

    private List<Candidate> candidates() {
        List<Candidate> found = new ArrayList<>();
        models.detector().detect(piece.picture(), faces);
        for (int face = 0; face < faces.count(); face++) {
            found.add(candidate(piece.picture(), face));
        }
        return found;
    }

    private Candidate candidate(Picture picture, int face) {
        models.landmarker().locate(picture, faces, face, points);
        models.aligner().align(picture, points, aligned);
        assessor.assess(picture, faces, face, points, aligned, quality);
        models.embedder().embed(aligned, embedding);
        return new Candidate(faces.score(face), quality.shapeError(), quality.flaw(), models.embedder().norm());
    }

    @Override
    public void close() {
        piece.close();
        aligned.close();
        models.close();
    }
}
