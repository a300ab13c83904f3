package io.lintel.evaluate.liveness;

import io.lintel.evaluate.data.Photograph;
import io.lintel.evaluate.face.Canvas;
import io.lintel.evaluate.face.FaceBox;
import io.lintel.evaluate.face.FacePipeline;
import io.lintel.evaluate.report.Thumbnail;
import io.lintel.models.FaceBoxes;
import io.lintel.models.FaceModels;
import io.lintel.models.Landmarks;
import io.lintel.models.Picture;
import io.lintel.models.PictureException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Presents one photograph in every way and asks the models about each frame. Owns the models; one thread. */
final class LivenessProbe implements AutoCloseable {
    private static final int REPLAY_QUALITY = 60;

    private final FaceModels models;
    private final long seed;
    private final FaceBoxes faces = new FaceBoxes();
    private final Landmarks points = new Landmarks();
    private final Stage stage = new Stage();
    private final Cues cues = new Cues();
    private final DoorRule door;
    private final Canvas frame = new Canvas(Stage.WIDTH, Stage.HEIGHT);

    LivenessProbe(FaceModels models, long seed) {
        this.models = models;
        this.seed = seed;
        this.door = new DoorRule(models);
    }

    /** All presentations of a photograph; none when it shows no face. */
    List<Presentation> present(Photograph photograph) {
        List<Presentation> presentations = new ArrayList<>();
        try (Picture picture = Picture.decode(photograph.file())) {
            models.detector().detect(picture, faces);
            if (faces.count() == 0) {
                return presentations;
            }
            FaceBox box = locate(picture);
            long own = seed * 1_000_003 + photograph.name().hashCode();
            OptionalDouble still = score(picture);
            presentations.add(new Presentation(
                    Species.AS_IT_IS, photograph, still.stream().boxed().toList(), Admission.TURNED_AWAY, Signs.NONE));
            for (Species species : Species.PRESENTED) {
                presentations.add(present(photograph, picture, box, species, own));
            }
        } catch (PictureException e) {
            return List.of();
        }
        return presentations;
    }

    /** What is to be said of a presentation really made, from its one photograph; its signs as if it walked up to the simulated camera. */
    LivenessResult.Recorded recorded(Photograph photograph) {
        try (Picture picture = Picture.decode(photograph.file())) {
            OptionalDouble alive = score(picture);
            cues.begin();
            if (faces.count() > 0) {
                FaceBox box = locate(picture);
                for (int k = 0; k < Presentation.FRAMES; k++) {
                    draw(picture, box, Species.BONA_FIDE, k, seed);
                    cues.add(frame, Stage.faceHeight(box, k));
                }
            }
            return new LivenessResult.Recorded(photograph.name(), alive, signs());
        } catch (PictureException e) {
            return new LivenessResult.Recorded(photograph.name(), OptionalDouble.empty(), Signs.NONE);
        }
    }

    private Signs signs() {
        return new Signs(cues.moire(), cues.banding(), cues.edges(), cues.repeated());
    }

    /** A frame of a presentation as a picture for people; empty when the photograph shows no face. */
    List<byte[]> example(Photograph photograph, Species species) {
        try (Picture picture = Picture.decode(photograph.file())) {
            models.detector().detect(picture, faces);
            if (faces.count() == 0) {
                return List.of();
            }
            FaceBox box = locate(picture);
            draw(picture, box, species, 0, seed * 1_000_003 + photograph.name().hashCode());
            FaceBox shown = new FaceBox(Stage.WIDTH / 2.0 - 150, Stage.HEIGHT / 2.0 - 150, 300, 300);
            return List.of(Thumbnail.of(frame.picture(), shown));
        } catch (PictureException e) {
            return List.of();
        }
    }

    private FaceBox locate(Picture picture) {
        int face = FacePipeline.meant(faces, picture.width(), picture.height());
        models.landmarker().locate(picture, faces, face, points);
        return new FaceBox(faces.x(face), faces.y(face), faces.width(face), faces.height(face));
    }

    private Presentation present(Photograph photograph, Picture picture, FaceBox box, Species species, long own) {
        List<Double> scores = new ArrayList<>();
        cues.begin();
        door.begin(picture, points);
        for (int k = 0; k < Presentation.FRAMES; k++) {
            draw(picture, box, species, k, own);
            cues.add(frame, Stage.faceHeight(box, k));
            score(frame.picture()).ifPresent(scores::add);
            door.see(frame.picture());
        }
        return new Presentation(species, photograph, scores, door.end(), signs());
    }

    private void draw(Picture picture, FaceBox box, Species species, int k, long own) {
        switch (species) {
            case FROZEN -> stage.draw(picture, box, points, Species.BONA_FIDE, 0, own, frame);
            case REPLAY -> {
                stage.draw(picture, box, points, Species.BONA_FIDE, Math.min(k, Presentation.FRAMES - 1 - k), own, frame);
                try (Picture compressed = Picture.decode(frame.picture().jpeg(REPLAY_QUALITY))) {
                    MemorySegment.copy(
                            MemorySegment.ofAddress(compressed.mat().data().address()).reinterpret(frame.pixels().byteSize()),
                            0, frame.pixels(), 0, frame.pixels().byteSize());
                }
            }
            default -> stage.draw(picture, box, points, species, k, own, frame);
        }
    }

    private OptionalDouble score(Picture picture) {
        models.detector().detect(picture, faces);
        if (faces.count() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(models.liveness().score(picture, faces, FacePipeline.meant(faces, picture.width(), picture.height())));
    }

    @Override
    public void close() {
        frame.close();
        cues.close();
        door.close();
        stage.close();
        models.close();
    }
}
