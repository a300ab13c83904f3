package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryBuilder;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole recogniser against random crowds on the sphere, where strangers' scores are normal and the correlation of two frames'
 * scores is exactly the cosine of their embeddings.
 */
final class StrangersTest {
    private static final double TARGET = 0.02;

    private static Gallery crowd(Random random, int people) {
        GalleryBuilder builder = Gallery.builder(Scene.SPACE, Scene.DIMENSION).revision(1);
        for (int p = 0; p < people; p++) {
            builder.add(new PersonId("p" + p), Scene.SPACE, Vectors.random(random, Scene.DIMENSION));
        }
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.9, 0.99})
    void strangersStayUnderTheTargetHoweverAlikeTheirFramesAre(double likeness) {
        int strangers = 400;
        int admitted = 0;
        RecogniserSettings settings = RecogniserSettings.of(TARGET, LivenessPolicy.OFF, 40, 4);
        Scene scene = new Scene(settings, 3);
        scene.recogniser.gallery(crowd(scene.random, 200));
        for (int s = 0; s < strangers; s++) {
            float[] stranger = scene.somebody();
            for (int frame = 0; frame < 45; frame++) {
                scene.face(Vectors.at(scene.random, stranger, Math.sqrt(likeness)), 0.8);
            }
            scene.nobodyFor(Duration.ofMillis(900));
        }
        for (Sighting sighting : scene.sightings) {
            admitted += sighting.positive() ? 1 : 0;
        }
        // Expected at most 8, with a standard deviation of 2.8.
        assertThat(admitted).as("of %d strangers", strangers).isLessThanOrEqualTo(8 + 9);
        assertThat(scene.sightings.stream().filter(s -> !s.positive()).count()).isGreaterThanOrEqualTo(strangers - 17);
    }

    @Test
    void peopleGetInAndAsThemselves() {
        Scene scene = new Scene(RecogniserSettings.of(1e-3, LivenessPolicy.OFF, 40, 4), 5);
        Map<PersonId, float[]> people = new TreeMap<>();
        GalleryBuilder builder = Gallery.builder(Scene.SPACE, Scene.DIMENSION);
        for (int p = 0; p < 200; p++) {
            PersonId person = new PersonId("p" + p);
            people.put(person, scene.somebody());
            builder.add(person, Scene.SPACE, people.get(person));
        }
        scene.recogniser.gallery(builder.build());
        int admitted = 0;
        for (Map.Entry<PersonId, float[]> person : people.entrySet()) {
            float[] own = person.getValue();
            double cosine = Math.clamp(0.7 + 0.08 * scene.random.nextGaussian(), 0.4, 0.9);
            float[] side = Vectors.at(scene.random, own, 0);
            int before = scene.sightings.size();
            for (int frame = 0; frame < 20; frame++) {
                scene.face(scene.frameOf(own, side, cosine, 0.85), 0.8);
            }
            scene.nobodyFor(Duration.ofMillis(900));
            for (Sighting sighting : scene.sightings.subList(before, scene.sightings.size())) {
                if (sighting.positive()) {
                    admitted++;
                    assertThat(sighting.person()).contains(person.getKey());
                }
            }
        }
        assertThat(admitted).isGreaterThan(180);
    }

    /** More of a resemblance never shuts a door that less of it opened, look-alikes or not. */
    @Test
    void whoResemblesMoreGetsInWhereverWhoResemblesLessDoes() {
        int opened = 0;
        for (int seed = 0; seed < 40; seed++) {
            boolean before = false;
            for (double cosine = 0.3; cosine < 0.92; cosine += 0.02) {
                boolean now = opens(seed, cosine);
                assertThat(now || !before).as("seed %d: opened below cosine %f, not at it", seed, cosine).isTrue();
                before = now;
            }
            opened += before ? 1 : 0;
        }
        assertThat(opened).as("the closest get in").isGreaterThan(30);
    }

    private static boolean opens(int seed, double cosine) {
        Scene scene = new Scene(RecogniserSettings.of(1e-3, LivenessPolicy.OFF, 40, 4), seed);
        float[] ana = scene.somebody();
        float[] side = Vectors.at(scene.random, ana, 0);
        GalleryBuilder builder = Gallery.builder(Scene.SPACE, Scene.DIMENSION).add(new PersonId("ana"), Scene.SPACE, ana);
        for (int other = 0; other < 20; other++) {
            double alike = other == 0 ? 0.8 * scene.random.nextDouble() : 0.4 * scene.random.nextDouble();
            builder.add(new PersonId("p" + other), Scene.SPACE, Vectors.at(scene.random, ana, alike));
        }
        scene.recogniser.gallery(builder.build());
        for (int frame = 0; frame < 12; frame++) {
            scene.face(scene.frameOf(ana, side, cosine, 0.86), 0.8);
        }
        return scene.sightings.stream().anyMatch(Sighting::positive);
    }

    /** Whatever comes: one positive and one negative an approach at most, in that order never, and nothing for who was not seen. */
    @Test
    void everyApproachYieldsAtMostOneOfEach() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            LivenessPolicy policy = List.of(LivenessPolicy.values()).get(random.nextInt(3));
            Scene scene = new Scene(RecogniserSettings.of(1e-3, policy, 40, 1 + random.nextInt(4)), seed);
            float[][] people = {scene.somebody(), scene.somebody(), scene.somebody(), scene.somebody()};
            scene.enrol(1, "a", people[0], "b", people[1], "c", Vectors.at(random, people[1], 0.9));
            for (int step = 0; step < 400; step++) {
                scene.alive = random.nextDouble();
                switch (random.nextInt(12)) {
                    case 0 -> scene.nobodyFor(Duration.ofMillis(random.nextInt(1_500)));
                    case 1 -> scene.flawed("pose");
                    case 2 -> scene.face(scene.somebody(), random.nextDouble());
                    case 3 -> scene.enrol(step, "a", people[0], "b", people[random.nextInt(4)]);
                    default -> scene.face(
                            Vectors.at(random, people[random.nextInt(30) == 0 ? 1 : step / 40 % 4], 0.45 + 0.5 * random.nextDouble()),
                            random.nextDouble());
                }
            }
            Map<Long, Integer> positives = new HashMap<>();
            Map<Long, Integer> negatives = new HashMap<>();
            for (Sighting sighting : scene.sightings) {
                long track = sighting.recognition().track();
                if (sighting.positive()) {
                    assertThat(positives.merge(track, 1, Integer::sum)).as("seed %d", seed).isEqualTo(1);
                    assertThat(sighting.person()).as("seed %d", seed).isPresent();
                    assertThat(sighting.recognition().evidence()).isGreaterThanOrEqualTo(sighting.recognition().required());
                } else {
                    assertThat(negatives.merge(track, 1, Integer::sum)).as("seed %d", seed).isEqualTo(1);
                    assertThat(positives).as("seed %d: refused after a match", seed).doesNotContainKey(track);
                }
            }
            assertThat(scene.sightings).as("seed %d", seed).isNotEmpty();
        }
    }
}
