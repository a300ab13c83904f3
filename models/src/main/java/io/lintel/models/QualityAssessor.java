package io.lintel.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Judges whether a face's picture is worth comparing, from its box, its points and its aligned pixels. No model is run; the angles come
 * from the geometry of the five points and are coarse. Allocates nothing per face. One thread.
 */
public final class QualityAssessor {
    // Of a face seen from the front, in distances of the eyes: how far the nose stands out, and its place between eyes and mouth.
    private static final double NOSE_OUT = 0.55;
    private static final double NOSE_OUT_OF_HEIGHT = 0.478;
    private static final double NOSE_DOWN = 0.495;
    private static final int MIDDLE_GREY = 128;
    private static final double OVER_EDGE_MAX = 0.06;
    // The part of the aligned picture that is face whatever the hair does.
    private static final int LEFT = 22;
    private static final int RIGHT = 90;
    private static final int TOP = 36;
    private static final int BOTTOM = 104;

    private final QualityRule rule;
    private final int[] luma = new int[AlignedFace.SIDE * AlignedFace.SIDE];

    /** An assessor that holds faces to a rule. */
    public QualityAssessor(QualityRule rule) {
        this.rule = rule;
    }

    /** Judges face {@code i}. */
    public void assess(Picture picture, FaceBoxes faces, int i, Landmarks points, AlignedFace face, Quality into) {
        measure(face, Math.min(faces.width(i), faces.height(i)), into);
        pose(points, face.shapeError(), into);
        judge(into, overEdge(picture, faces, i, points));
    }

    private void judge(Quality q, boolean cutOff) {
        QualityFlaw flaw = QualityFlaw.NONE;
        double worst = 1;
        // From the least to the most fundamental, so that the most fundamental flaw is the one that is told.
        double sharpness = above(q.sharpness(), rule.minSharpness());
        flaw = sharpness <= 0 ? QualityFlaw.BLURRED : flaw;
        worst = Math.min(worst, sharpness);
        double light = Math.min(
                below(q.brightness(), rule.maxBrightness()),
                Math.min(above(q.brightness(), rule.minBrightness()), above(q.contrast(), rule.minContrast())));
        flaw = light <= 0 ? (q.brightness() > MIDDLE_GREY ? QualityFlaw.TOO_BRIGHT : QualityFlaw.TOO_DARK) : flaw;
        worst = Math.min(worst, light);
        double turned = Math.min(
                below(Math.abs(q.yaw()), rule.maxYaw()),
                Math.min(below(Math.abs(q.pitch()), rule.maxPitch()), below(Math.abs(q.roll()), rule.maxRoll())));
        flaw = turned <= 0 ? QualityFlaw.TURNED : flaw;
        worst = Math.min(worst, turned);
        double size = above(q.size(), rule.minFace());
        flaw = size <= 0 ? QualityFlaw.TOO_SMALL : flaw;
        worst = Math.min(worst, size);
        flaw = cutOff ? QualityFlaw.CUT_OFF : flaw;
        double shape = below(q.shapeError(), rule.maxShapeError());
        flaw = shape <= 0 ? QualityFlaw.NO_FACE : flaw;
        worst = Math.min(worst, shape);
        q.judged(flaw, flaw == QualityFlaw.NONE ? worst : 0);
    }

    /** 0 at the limit and under it, 1 from twice the limit. */
    private static double above(double value, double limit) {
        return Math.clamp((value - limit) / limit, 0, 1);
    }

    /** 0 at the limit and over it, 1 up to half the limit. */
    private static double below(double value, double limit) {
        return Math.clamp((limit - value) / (limit / 2), 0, 1);
    }

    private void measure(AlignedFace face, double size, Quality into) {
        MemorySegment pixels = face.pixels();
        for (int p = 0, at = 0; p < luma.length; p++, at += 3) {
            int blue = pixels.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            int green = pixels.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
            int red = pixels.get(ValueLayout.JAVA_BYTE, at + 2) & 0xFF;
            luma[p] = (29 * blue + 150 * green + 77 * red) >> 8; // BT.601
        }
        long sum = 0;
        long squares = 0;
        long edges = 0;
        for (int y = TOP; y < BOTTOM; y++) {
            for (int x = LEFT; x < RIGHT; x++) {
                int p = y * AlignedFace.SIDE + x;
                int v = luma[p];
                int laplacian = luma[p - 1] + luma[p + 1] + luma[p - AlignedFace.SIDE] + luma[p + AlignedFace.SIDE] - 4 * v;
                sum += v;
                squares += (long) v * v;
                edges += (long) laplacian * laplacian;
            }
        }
        double n = (double) (RIGHT - LEFT) * (BOTTOM - TOP);
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        into.measured(size, Math.sqrt(edges / n) / Math.max(deviation, 1), mean, deviation);
    }

    private static void pose(Landmarks points, double shapeError, Quality into) {
        double ex = points.anchorX(1) - points.anchorX(0);
        double ey = points.anchorY(1) - points.anchorY(0);
        double eyes = Math.hypot(ex, ey);
        double midX = (points.anchorX(0) + points.anchorX(1)) / 2;
        double midY = (points.anchorY(0) + points.anchorY(1)) / 2;
        double noseX = points.anchorX(2) - midX;
        double noseY = points.anchorY(2) - midY;
        double mouthX = (points.anchorX(3) + points.anchorX(4)) / 2 - midX;
        double mouthY = (points.anchorY(3) + points.anchorY(4)) / 2 - midY;
        // Along the line of the eyes, and down from it.
        double aside = (noseX * ex + noseY * ey) / (eyes * eyes);
        double mouthAside = (mouthX * ex + mouthY * ey) / (eyes * eyes);
        double down = noseY * ex - noseX * ey;
        double mouthDown = mouthY * ex - mouthX * ey;
        double yaw = -Math.toDegrees(Math.atan((aside - NOSE_DOWN * mouthAside) / NOSE_OUT));
        double pitch = Math.toDegrees(Math.atan((NOSE_DOWN - down / mouthDown) / NOSE_OUT_OF_HEIGHT));
        into.posed(yaw, pitch, Math.toDegrees(Math.atan2(ey, ex)), mouthDown > 0 ? shapeError : Double.POSITIVE_INFINITY);
    }

    private static boolean overEdge(Picture picture, FaceBoxes faces, int i, Landmarks points) {
        double slackX = faces.width(i) * OVER_EDGE_MAX;
        double slackY = faces.height(i) * OVER_EDGE_MAX;
        // A missing forehead hides nothing the embedder needs: the top edge is judged by the points alone.
        if (faces.x(i) < -slackX
                || faces.x(i) + faces.width(i) > picture.width() + slackX
                || faces.y(i) + faces.height(i) > picture.height() + slackY) {
            return true;
        }
        for (int k = 0; k < Landmarks.ANCHORS; k++) {
            float x = points.anchorX(k);
            float y = points.anchorY(k);
            if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
                return true;
            }
        }
        return false;
    }
}
