package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecogniserLivenessTest {
    private static Scene scene(LivenessPolicy policy) {
        return new Scene(Scene.settings(policy), 2);
    }

    @Test
    void enforcedALiveFaceMatchesWithItsThirdPicture() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0.97;

        assertThat(scene.face(ana, 0.9)).as("one picture may be a frozen one").isEmpty();
        assertThat(scene.face(ana, 0.9)).as("two may be a loop").isEmpty();
        assertThat(scene.asks).isZero();
        assertThat(scene.face(ana, 0.9)).singleElement().satisfies(sighting -> {
            assertThat(sighting.positive()).isTrue();
            assertThat(sighting.recognition().liveness()).hasValue(0.97);
        });
        assertThat(scene.asks).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.49, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void enforcedADeadFaceIsRefusedForGoodAndNamesTheCandidate(double alive) {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = alive;
        for (int i = 0; i < 40; i++) {
            scene.face(ana, 0.9);
        }
        scene.alive = 1;
        for (int i = 0; i < 40; i++) {
            scene.face(ana, 0.9);
        }
        assertThat(scene.sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.reason()).isEqualTo(Reason.LIVENESS);
            assertThat(sighting.person()).contains(new PersonId("ana"));
        });
        assertThat(scene.asks).isEqualTo(5);
    }

    @Test
    void enforcedTheMeanOfTheAnswersCounts() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.face(ana, 0.9);
        scene.face(ana, 0.9);
        scene.alive = 0.3;
        assertThat(scene.face(ana, 0.9)).isEmpty();
        scene.alive = 0.6;
        assertThat(scene.face(ana, 0.9)).as("mean 0.45").isEmpty();
        assertThat(scene.face(ana, 0.9)).as("mean 0.50").singleElement().matches(Sighting::positive);
    }

    @Test
    void enforcedNobodyMatchesWithoutAnAnswer() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        for (int i = 0; i < 30; i++) {
            scene.faces.clear();
            scene.faces.add(200, 150, 100, 100);
            scene.nextPicture();
            if (scene.recogniser.wants(0)) {
                scene.recogniser.looked(0, ana, 0.9);
                scene.looks++;
                assertThat(scene.recogniser.needsLiveness(0)).isEqualTo(scene.looks > 1);
            }
            scene.recogniser.decide(0, scene.times).ifPresent(scene.sightings::add);
        }
        assertThat(scene.sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.reason()).isEqualTo(Reason.LIVENESS);
            assertThat(sighting.recognition().liveness()).isEmpty();
        });
    }

    @Test
    void monitoredLivenessIsRecordedAndDecidesNothing() {
        Scene scene = scene(LivenessPolicy.MONITOR);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0.02;
        assertThat(scene.face(ana, 0.9)).singleElement().satisfies(sighting -> {
            assertThat(sighting.positive()).isTrue();
            assertThat(sighting.recognition().liveness()).hasValue(0.02);
        });
    }

    @Test
    void switchedOffItIsNotAsked() {
        Scene scene = scene(LivenessPolicy.OFF);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        assertThat(scene.face(ana, 0.9)).hasSize(1);
        assertThat(scene.asks).isZero();
    }

    @ParameterizedTest
    @EnumSource(LivenessPolicy.class)
    void strangersAreNotAsked(LivenessPolicy policy) {
        Scene scene = scene(policy);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        for (int i = 0; i < 30; i++) {
            scene.face(Vectors.at(scene.random, ana, 0.1), 0.9);
        }
        assertThat(scene.asks).isZero();
        assertThat(scene.sightings).singleElement().matches(sighting -> sighting.reason() == Reason.UNKNOWN);
    }

    /** A photograph cannot match in one frame and have a live face answer for it in the next. */
    @Test
    void nobodysOwnFaceAnswersForThePictureTheyHeld() {
        double own = new Evidence(Calibrations.SPHERE_64, 1e-3).ownCosine();
        double same = new Evidence(Calibrations.SPHERE_64, 1e-3).sameFaceCosine();
        assertThat(own).as("there is a gap to slip through").isGreaterThan(same + 0.02);
        for (String show : List.of("paaaaaaaaaaa", "pppaaaaaaaaa", "papapapapapa")) {
            Scene scene = scene(LivenessPolicy.ENFORCE);
            float[] ana = scene.somebody();
            scene.enrol(1, "ana", ana);
            // Somewhat like ana: enough to stay in the track of her picture, not enough to be taken for her.
            float[] attacker = Vectors.at(scene.random, ana, (own + same) / 2);
            for (int frame = 0; frame < show.length(); frame++) {
                boolean picture = show.charAt(frame) == 'p';
                scene.alive = picture ? 0.1 : 0.95;
                scene.face(picture ? ana : attacker, 0.9);
            }
            scene.nobodyFor(Duration.ofSeconds(1));
            assertThat(scene.sightings).as(show).noneMatch(Sighting::positive);
        }
    }

    @Test
    void onlyAFrameThatWasLookedAtIsAsked() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0.1;
        scene.face(ana, 0.9);
        scene.face(ana, 0.9);
        scene.face(ana, 0.9);
        int asksBefore = scene.asks;
        scene.alive = 0.99;
        float[] attacker = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 20; i++) {
            scene.face(attacker, 0.9);
        }
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(scene.asks).isEqualTo(asksBefore);
        assertThat(scene.sightings).noneMatch(Sighting::positive);
    }

    /** Between looks, too, it is the face that was looked at which must answer. */
    @Test
    void aLiveFaceBetweenTwoLooksDoesNotAnswerForThePicture() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        for (int i = 0; i < 30; i++) {
            int before = scene.looks;
            scene.alive = 0.1;
            scene.faces.clear();
            scene.faces.add(200, 150, 100, 100);
            scene.nextPicture();
            boolean looked = scene.recogniser.wants(0);
            if (looked) {
                scene.looks++;
                scene.recogniser.looked(0, ana, 0.9);
            }
            if (scene.recogniser.needsLiveness(0)) {
                scene.recogniser.liveness(0, looked ? 0.1 : 1);
            }
            assertThat(scene.looks > before || !scene.recogniser.needsLiveness(0)).as("frame %d", i).isTrue();
            scene.recogniser.decide(0, scene.times).ifPresent(scene.sightings::add);
        }
        assertThat(scene.sightings).singleElement().matches(sighting -> sighting.reason() == Reason.LIVENESS);
    }

    @Test
    void answersAboutOneFaceCountNeitherForNorAgainstTheNextInItsPlace() {
        for (double answer : new double[] {0.3, 0.6}) {
            Scene scene = scene(LivenessPolicy.ENFORCE);
            float[] ana = scene.somebody();
            float[] ben = Vectors.at(scene.random, ana, 0);
            scene.enrol(1, "ana", ana, "ben", ben);
            scene.alive = 0.4;
            for (int i = 0; i < 4; i++) {
                scene.face(ana, 0.9);
            }
            assertThat(scene.asks).isEqualTo(2);
            scene.alive = answer;
            for (int i = 0; i < 30 && scene.asks < 3; i++) {
                scene.face(ben, 0.9);
            }
            if (answer < 0.5) {
                assertThat(scene.sightings).as("two such answers of another do not make it live").isEmpty();
            } else {
                assertThat(scene.sightings).singleElement().satisfies(sighting -> {
                    assertThat(sighting.person()).contains(new PersonId("ben"));
                    assertThat(sighting.recognition().liveness()).hasValue(answer);
                });
            }
        }
    }

    /** One approach, one refusal: whoever was told to be unknown and then holds up a picture is not told of a second time. */
    @Test
    void whoWasRefusedAlreadyIsNotReportedAsAnAttack() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0.1;
        float[] stranger = Vectors.at(scene.random, ana, 0);
        until(() -> !scene.sightings.isEmpty(), scene, stranger);
        until(() -> scene.asks == 5, scene, ana);
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(scene.sightings).singleElement().matches(sighting -> sighting.reason() == Reason.UNKNOWN);
    }

    @Test
    void whoTakesThePictureAwayAndShowsItAgainWaitsNoLess() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0.1;
        assertThat(pauseAfterAnAttack(scene, ana)).isEqualTo(10);
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(pauseAfterAnAttack(scene, ana)).as("gone and come again").isEqualTo(20);
        scene.nobodyFor(Duration.ofMinutes(1));
        assertThat(pauseAfterAnAttack(scene, ana)).isEqualTo(40);
        scene.nobodyFor(AttackMemory.MEMORY);
        assertThat(pauseAfterAnAttack(scene, ana)).as("long after").isEqualTo(10);

        scene.nobodyFor(Duration.ofSeconds(1));
        scene.alive = 0.9;
        for (int i = 0; i < 3; i++) {
            scene.face(ana, 0.9);
        }
        assertThat(scene.sightings.getLast().positive()).as("who really comes is let in").isTrue();
        scene.nobodyFor(Duration.ofSeconds(1));
        scene.alive = 0.1;
        assertThat(pauseAfterAnAttack(scene, ana)).isEqualTo(10);
    }

    @Test
    void whoComesNextDoesNotWaitForAnAttackOnSomebodyElse() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        float[] ben = Vectors.at(scene.random, ana, 0);
        scene.enrol(1, "ana", ana, "ben", ben);
        scene.alive = 0.1;
        pauseAfterAnAttack(scene, ana);
        scene.nobodyFor(Duration.ofSeconds(1));
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; scene.sightings.getLast().reason() != Reason.UNKNOWN; i++) {
            assertThat(i).isLessThan(30);
            scene.face(stranger, 0.9);
        }
        long refused = scene.now;
        while (scene.now - refused < Duration.ofSeconds(9).toNanos()) {
            scene.face(stranger, 0.9);
        }
        int before = scene.looks;
        until(() -> scene.looks > before, scene, stranger);
        assertThat(Duration.ofNanos(scene.now - refused)).isEqualTo(Duration.ofSeconds(10));
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(pauseAfterAnAttack(scene, ben)).isEqualTo(10);
    }

    private static void until(BooleanSupplier come, Scene scene, float[] face) {
        for (int frame = 0; !come.getAsBoolean(); frame++) {
            assertThat(frame).as("frames").isLessThan(1_000);
            scene.face(face, 0.9);
        }
    }

    /** Shows a face until it is refused for not being alive, and goes on: how many seconds pass until it is asked again. */
    private static long pauseAfterAnAttack(Scene scene, float[] face) {
        int asks = scene.asks + 5;
        until(() -> scene.asks == asks, scene, face);
        long refused = scene.now;
        until(() -> scene.asks > asks, scene, face);
        return Duration.ofNanos(scene.now - refused).toSeconds();
    }
}
