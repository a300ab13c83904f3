package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Who plays whom. The faces are those of six group photographs in an npm package and one portrait in a Debian package; the places
 * below only say which face is meant, where exactly it is the detector says. Of the 23 faces 13 play: the others look down or
 * away, or would only make the show longer. One woman is in two photographs: she is enrolled from one and walks up in the other.
 */
final class Casting implements AutoCloseable {
    private static final Part FIONA = Part.enrolled("fiona", "sample6.jpg", 756, 478);

    /** The show, in order of appearance. */
    static final List<Part> PARTS = List.of(
            Part.enrolled("bea", "sample3.jpg", 688, 467),
            Part.stranger("stranger-1", "sample1.jpg", 505, 475),
            new Part(
                    "greta",
                    Role.ENROLLED,
                    Optional.of(new Part.Spot("sample3.jpg", 1186, 349)),
                    new Part.Spot("sample1.jpg", 1571, 321)),
            FIONA,
            Part.enrolled("hanna", "sample4.jpg", 345, 320),
            Part.stranger("stranger-2", "sample6.jpg", 1262, 446),
            Part.enrolled("clara", "sample4.jpg", 1344, 273),
            Part.enrolled("lucia", "sample6.jpg", 359, 620),
            // Looks like greta (cosine 0.36 to 0.40): the door must not take her for her.
            Part.stranger("stranger-3", "sample3.jpg", 1593, 434),
            Part.enrolled("dora", "sample6.jpg", 1590, 409),
            Part.stranger("stranger-4", "astronaut.png", 225, 120),
            Part.onScreen(FIONA),
            Part.enrolled("ines", "sample5.jpg", 462, 1028));

    private static final int JPEG_QUALITY = 95;
    private final Path folder;
    private final FaceModels models;
    private final Map<String, Photograph> photographs = new HashMap<>();

    /** A photograph and everybody's face in it. */
    private record Photograph(Mat pixels, Picture picture, List<FaceBox> faces) {}

    /** One face and the others beside it. */
    private record Found(Photograph photograph, FaceBox face, List<FaceBox> others) {}

    /**
     * Looks for faces with the given models.
     *
     * @param folder where the photographs are
     */
    Casting(Path folder, FaceModels models) {
        this.folder = folder;
        this.models = models;
    }

    /** The parts that can be played with the photographs this machine has; the astronaut may be missing. */
    List<Part> parts() {
        return PARTS.stream()
                .filter(part -> Files.exists(folder.resolve(part.walksUpAs().photograph())))
                .toList();
    }

    /** Cuts somebody out for the film. */
    WalkUpVideo.Entry entry(Part part) throws IOException {
        Found found = find(part.walksUpAs());
        Cutout cutout = Cutout.of(found.photograph().pixels(), found.face(), roll(found), found.others());
        return new WalkUpVideo.Entry(
                part.person(),
                part.role(),
                part.role() == Role.SCREEN_ATTACK ? new Tablet(cutout) : cutout,
                part.walksUpAs().photograph(),
                part.otherPhotograph());
    }

    /** Writes the photograph a person is enrolled from: the face with room around it, and no other face. */
    void writeEnrolment(Part.Spot spot, Path file) throws IOException {
        Found found = find(spot);
        Mat pixels = found.photograph().pixels();
        Rect room = room(found);
        if (!imwrite(file.toString(), new Mat(pixels, room), new int[] {IMWRITE_JPEG_QUALITY, JPEG_QUALITY})) {
            throw new IOException("cannot write " + file);
        }
    }

    @Override
    public void close() {
        photographs.values().forEach(photograph -> photograph.picture().close());
    }

    private Found find(Part.Spot spot) throws IOException {
        Photograph photograph = photographs.get(spot.photograph());
        if (photograph == null) {
            photograph = open(spot.photograph());
            photographs.put(spot.photograph(), photograph);
        }
        FaceBox face = photograph.faces().stream()
                .filter(box -> box.contains(spot.x(), spot.y()))
                .findFirst()
                .orElseThrow(() -> new IOException("no face found in " + spot.photograph() + " at " + spot.x() + "," + spot.y()
                        + "; is it another version of the photograph?"));
        List<FaceBox> others = photograph.faces().stream().filter(box -> !box.equals(face)).toList();
        return new Found(photograph, face, others);
    }

    private Photograph open(String name) {
        Picture picture = Picture.decode(folder.resolve(name));
        FaceBoxes boxes = new FaceBoxes();
        models.detector().detect(picture, boxes);
        List<FaceBox> faces = new ArrayList<>();
        for (int i = 0; i < boxes.count(); i++) {
            faces.add(new FaceBox(boxes.x(i), boxes.y(i), boxes.width(i), boxes.height(i)));
        }
        return new Photograph(picture.mat(), picture, List.copyOf(faces));
    }

    /** How far a head is tilted, degrees clockwise: the line of the eyes. */
    private double roll(Found found) {
        FaceBoxes box = new FaceBoxes(1);
        FaceBox face = found.face();
        box.add((float) face.x(), (float) face.y(), (float) face.width(), (float) face.height(), 1);
        Landmarks points = new Landmarks();
        models.landmarker().locate(found.photograph().picture(), box, 0, points);
        return Math.toDegrees(Math.atan2(
                points.anchorY(1) - points.anchorY(0), (double) points.anchorX(1) - points.anchorX(0)));
    }

    /** The largest surroundings, up to one face on each side, that no other face reaches into. */
    private static Rect room(Found found) {
        Mat pixels = found.photograph().pixels();
        FaceBox face = found.face();
        Rect room = new Rect();
        for (double margin = 1.0; margin > 0.2; margin -= 0.1) {
            int left = (int) Math.max(0, face.x() - margin * face.width());
            int top = (int) Math.max(0, face.y() - margin * face.height());
            int right = (int) Math.min(pixels.cols(), face.x() + (1 + margin) * face.width());
            int bottom = (int) Math.min(pixels.rows(), face.y() + (1 + margin) * face.height());
            room = new Rect(left, top, right - left, bottom - top);
            if (found.others().stream().noneMatch(other -> other.x() < right
                    && other.x() + other.width() > left
                    && other.y() < bottom
                    && other.y() + other.height() > top)) {
                break;
            }
        }
        return room;
    }
}
