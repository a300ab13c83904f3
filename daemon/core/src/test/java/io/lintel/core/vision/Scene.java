package io.lintel.core.vision;

import io.lintel.core.event.StageTimes;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A camera for tests: one face at a time walks through the recogniser's dialogue at ten frames a second. */
final class Scene {
    static final String SPACE = "sphere";
    static final int DIMENSION = 64;
    static final long FRAME_NANOS = 100_000_000;

    final List<Sighting> sightings = new ArrayList<>();
    final Random random;
    final Recogniser recogniser;
    final FaceList faces = new FaceList();
    final StageTimes times = new StageTimes();
    long now;
    private long pictures;
    private long played;
    int looks;
    int asks;
    int passersBy;
    /** How many pictures the camera shows again and again; 1 is a frozen one, 0 a camera that lives. */
    int loop;
    double alive = 0.9;

    Scene(RecogniserSettings settings, long seed) {
        this.random = new Random(seed);
        this.recogniser = new Recogniser(settings, Calibrations.SPHERE_64, "bundle@1", SPACE, DIMENSION);
        this.now = random.nextLong();
    }

    static RecogniserSettings settings(LivenessPolicy liveness) {
        return RecogniserSettings.of(1e-3, liveness, 40, 4);
    }

    /** Enrols one template for each person. */
    Gallery enrol(long revision, Object... peopleAndTemplates) {
        GalleryBuilder builder = Gallery.builder(SPACE, DIMENSION).revision(revision);
        for (int i = 0; i < peopleAndTemplates.length; i += 2) {
            builder.add(new PersonId((String) peopleAndTemplates[i]), SPACE, (float[]) peopleAndTemplates[i + 1]);
        }
        Gallery gallery = builder.build();
        recogniser.gallery(gallery);
        return gallery;
    }

    float[] somebody() {
        return Vectors.random(random, DIMENSION);
    }

    /** A frame without faces. */
    void nobody() {
        faces.clear();
        frame(new float[0], 0);
    }

    /** Time in which frames without faces go by. */
    void nobodyFor(Duration time) {
        for (long passed = 0; passed < time.toNanos(); passed += FRAME_NANOS) {
            nobody();
        }
    }

    /** One frame of a face of 100 pixels in the middle; returns what it yielded. */
    List<Sighting> face(float[] embedding, double quality) {
        faces.clear();
        faces.add(200, 150, 100, 100);
        return frame(embedding, quality);
    }

    /** One good frame of a face of 100 pixels at another place. */
    List<Sighting> faceAt(int left, float[] embedding) {
        faces.clear();
        faces.add(left, 150, 100, 100);
        return frame(embedding, 0.9);
    }

    /** One good frame of a face so large. */
    List<Sighting> faceOf(int side, float[] embedding) {
        faces.clear();
        faces.add(200, 150, side, side);
        return frame(embedding, 0.9);
    }

    /** One frame of a face in the middle that cannot be used. */
    List<Sighting> flawed(String flaw) {
        faces.clear();
        faces.add(200, 150, 100, 100);
        nextPicture();
        if (recogniser.wants(0)) {
            recogniser.flawed(0, flaw);
        }
        return finish();
    }

    private List<Sighting> frame(float[] embedding, double quality) {
        nextPicture();
        for (int i = 0; i < faces.count(); i++) {
            if (recogniser.wants(i)) {
                looks++;
                recogniser.looked(i, embedding, quality);
            }
            if (recogniser.needsLiveness(i)) {
                asks++;
                recogniser.liveness(i, alive);
            }
        }
        return finish();
    }

    /** The camera takes a picture of the faces. */
    void nextPicture() {
        now += FRAME_NANOS;
        if (loop > 0) {
            // The last pictures that were new, the oldest first.
            recogniser.frame(now, pictures - loop + 1 + played++ % loop, faces);
        } else {
            played = 0;
            recogniser.frame(now, ++pictures, faces);
        }
    }

    private List<Sighting> finish() {
        int before = sightings.size();
        for (int i = 0; i < faces.count(); i++) {
            recogniser.decide(i, times).ifPresent(sightings::add);
        }
        passersBy += recogniser.sweep(now, sightings::add);
        return List.copyOf(sightings.subList(before, sightings.size()));
    }

    /**
     * Frames of one face: each at {@code cosine} from the template, and each pair at {@code likeness} from one another, in
     * expectation.
     */
    float[] frameOf(float[] template, float[] side, double cosine, double likeness) {
        double common = Math.sqrt(likeness - cosine * cosine);
        double own = Math.sqrt(1 - likeness);
        float[] noise = Vectors.at(random, template, 0);
        double[] v = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            v[i] = cosine * template[i] + common * side[i] + own * noise[i];
        }
        return Vectors.unit(v);
    }
}
