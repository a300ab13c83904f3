package io.lintel.models;

/**
 * Turns a photograph of one person into a template. Off the hot path; one thread, the one that owns the models.
 *
 * <p>People far behind the person do not matter: only a second face at least half as large makes a picture ambiguous.
 */
public final class FaceEnroller implements AutoCloseable {
    private static final double RIVAL = 0.5;
    private static final double MARGIN = 0.3;

    private final FaceModels models;
    private final QualityAssessor assessor;
    private final FaceBoxes faces = new FaceBoxes();
    private final Landmarks points = new Landmarks();
    private final AlignedFace aligned = new AlignedFace();
    private final Quality quality = new Quality();

    /** An enroller that demands the quality of {@link QualityRule#enrolment()}. */
    public FaceEnroller(FaceModels models) {
        this(models, QualityRule.enrolment());
    }

    /** An enroller with a rule of its own; it borrows the models. */
    public FaceEnroller(FaceModels models, QualityRule rule) {
        this.models = models;
        this.assessor = new QualityAssessor(rule);
    }

    /**
     * The template of the one person in a picture.
     *
     * @throws EnrolException when there is not exactly one usable face; the message says why and what to do
     */
    public FaceTemplate template(Picture picture) {
        models.detector().detect(picture, faces);
        if (faces.count() > 0) {
            return template(picture, 0);
        }
        // The detector wants some room around a head: photographs cut to the face are looked at again with a margin.
        int margin = (int) (MARGIN * Math.min(picture.width(), picture.height()));
        try (Picture framed = picture.framed(margin)) {
            models.detector().detect(framed, faces);
            return template(framed, margin);
        }
    }

    private FaceTemplate template(Picture picture, int margin) {
        int person = person();
        models.landmarker().locate(picture, faces, person, points);
        models.aligner().align(picture, points, aligned);
        assessor.assess(picture, faces, person, points, aligned, quality);
        QualityFlaw flaw = inMargin(picture, margin) ? QualityFlaw.CUT_OFF : quality.flaw();
        if (flaw == QualityFlaw.NO_FACE) {
            throw noFace();
        }
        if (flaw != QualityFlaw.NONE) {
            throw new EnrolException(
                    EnrolException.Cause.FLAWED,
                    flaw,
                    "the face is " + flaw.text() + "; use another photograph (the face is " + Math.round(quality.size()) + " pixels wide)");
        }
        float[] embedding = new float[models.embedder().dimension()];
        models.embedder().embed(aligned, embedding);
        if (!models.embedder().recognisable()) {
            throw noFace();
        }
        return new FaceTemplate(models.bundle().embeddingSpace(), quality.overall(), embedding);
    }

    /** Whether a point that alignment rests on lies outside the photograph proper. */
    private boolean inMargin(Picture picture, int margin) {
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            float x = points.anchorX(k);
            float y = points.anchorY(k);
            if (x < margin || y < margin || x > picture.width() - margin || y > picture.height() - margin) {
                return true;
            }
        }
        return false;
    }

    private int person() {
        if (faces.count() == 0) {
            throw noFace();
        }
        int largest = 0;
        for (int i = 1; i < faces.count(); i++) {
            if (side(i) > side(largest)) {
                largest = i;
            }
        }
        int rivals = 0;
        for (int i = 0; i < faces.count(); i++) {
            if (side(i) >= RIVAL * side(largest)) {
                rivals++;
            }
        }
        if (rivals > 1) {
            throw new EnrolException(
                    EnrolException.Cause.SEVERAL_FACES,
                    QualityFlaw.NONE,
                    rivals + " people are in the picture; use a photograph of one person, or cut it to one face");
        }
        return largest;
    }

    private double side(int i) {
        return Math.sqrt((double) faces.width(i) * faces.height(i));
    }

    private static EnrolException noFace() {
        return new EnrolException(
                EnrolException.Cause.NO_FACE,
                QualityFlaw.NO_FACE,
                "no face was found; use a photograph taken from the front in even light, with some room around the head");
    }

    @Override
    public void close() {
        aligned.close();
    }
}
