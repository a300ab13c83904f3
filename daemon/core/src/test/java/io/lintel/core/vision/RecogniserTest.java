package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lintel.core.event.Reason;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.GalleryException;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecogniserTest {
    private final Scene scene = new Scene(Scene.settings(LivenessPolicy.OFF), 1);
    private final float[] ana = scene.somebody();
    private final float[] ben = scene.somebody();

    private static List<Reason> reasons(Scene scene) {
        return scene.sightings.stream().map(Sighting::reason).toList();
    }

    @Test
    void aClearFaceIsRecognisedOnItsFirstFrameAndOnce() {
        scene.enrol(7, "ana", ana, "ben", ben);
        scene.times.set(Stage.CAPTURE, 5_000_000);
        scene.times.set(Stage.EMBED, 9_000_000);

        List<Sighting> first = scene.face(Vectors.at(scene.random, ana, 0.7), 0.8);

        assertThat(first).singleElement().satisfies(sighting -> {
            assertThat(sighting.positive()).isTrue();
            assertThat(sighting.person()).contains(new PersonId("ana"));
            assertThat(sighting.captureNanos()).isEqualTo(scene.now);
            assertThat(sighting.latency().totalNanos()).isEqualTo(14_000_000);
            assertThat(sighting.flaw()).isEmpty();
            assertThat(sighting.recognition().evidence()).isGreaterThanOrEqualTo(sighting.recognition().required());
            assertThat(sighting.recognition().frames()).isEqualTo(1);
            assertThat(sighting.recognition().similarity()).isBetween(0.699, 0.701);
            assertThat(sighting.recognition().quality()).isEqualTo(0.8);
            assertThat(sighting.recognition().liveness()).isEmpty();
            assertThat(sighting.recognition().bundle()).isEqualTo("bundle@1");
            assertThat(sighting.recognition().galleryRevision()).isEqualTo(7);
            assertThat(sighting.recognition().track()).isEqualTo(1);
            assertThat(sighting.recognition().fpirTarget()).isEqualTo(1e-3);
        });
        for (int i = 0; i < 50; i++) {
            assertThat(scene.face(Vectors.at(scene.random, ana, 0.7), 0.8)).isEmpty();
        }
        assertThat(scene.looks).as("a decided face is not looked at again").isEqualTo(1);
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(scene.sightings).hasSize(1);
    }

    @Test
    void aHardFaceNeedsSeveralFrames() {
        float[] side = Vectors.at(scene.random, ana, 0);
        scene.enrol(1, "ana", ana, "ben", ben);
        for (int i = 0; i < 40 && scene.sightings.isEmpty(); i++) {
            scene.face(scene.frameOf(ana, side, 0.475, 0.72), 0.8);
        }
        assertThat(reasons(scene)).containsExactly(Reason.MATCH);
        assertThat(scene.sightings.getFirst().recognition().frames()).isGreaterThan(1);
    }

    @Test
    void aStrangerIsUnknownOnceAndNotBeforeTheChance() {
        scene.enrol(1, "ana", ana, "ben", ben);
        float[] stranger = scene.somebody();
        for (int i = 1; i <= 80; i++) {
            scene.face(Vectors.at(scene.random, stranger, 0.9), 0.8);
            assertThat(scene.sightings.isEmpty()).as("frame %d", i).isEqualTo(i < 16);
        }
        scene.nobodyFor(Duration.ofSeconds(2));
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
        assertThat(scene.sightings.getFirst().person()).isEmpty();
        assertThat(scene.looks).isLessThanOrEqualTo(Evidence.LOOKS_MAX);
    }

    @Test
    void looksArePacedAndEnd() {
        scene.enrol(1, "ana", ana);
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 4; i++) {
            scene.face(stranger, 0.8);
        }
        assertThat(scene.looks).as("burst").isEqualTo(4);
        for (int i = 0; i < 6; i++) {
            scene.face(stranger, 0.8);
        }
        assertThat(scene.looks).as("every third frame at 10 a second").isEqualTo(6);
        for (int i = 0; i < 60; i++) {
            scene.face(stranger, 0.8);
        }
        assertThat(scene.looks).isEqualTo(Evidence.LOOKS_MAX);
    }

    @Test
    void whoIsUnknownFarAwayIsRecognisedNearer() {
        scene.enrol(1, "ana", ana, "ben", ben);
        float[] side = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 20; i++) {
            scene.face(scene.frameOf(ana, side, 0.35, 0.8), 0.3);
        }
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
        for (int i = 0; i < 20; i++) {
            scene.face(scene.frameOf(ana, side, 0.72, 0.9), 0.95);
        }
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN, Reason.MATCH);
    }

    @Test
    void whoHasALookAlikeIsAskedForMore() {
        float[] sibling = Vectors.at(scene.random, ana, 0.62);
        float[] frame = Vectors.at(scene.random, ana, 0.6);
        scene.enrol(1, "ana", ana, "ben", ben);
        assertThat(scene.face(frame, 0.8)).as("without").hasSize(1);
        double alone = scene.sightings.getFirst().recognition().required();
        scene.nobodyFor(Duration.ofSeconds(1));
        scene.enrol(2, "ana", ana, "ben", ben, "sibling", sibling);
        for (int i = 0; i < 20; i++) {
            scene.face(frame, 0.8);
        }
        assertThat(reasons(scene)).containsExactly(Reason.MATCH, Reason.AMBIGUOUS);
        assertThat(scene.sightings.getLast().recognition().required())
                .isGreaterThan(scene.sightings.getLast().recognition().evidence())
                .isGreaterThan(alone + 1);
        scene.nobodyFor(Duration.ofSeconds(1));
        scene.face(Vectors.at(scene.random, ana, 0.85), 0.8);
        assertThat(reasons(scene)).containsExactly(Reason.MATCH, Reason.AMBIGUOUS, Reason.MATCH);
    }

    @Test
    void twoWhoFitAreAmbiguous() {
        float[] twin = Vectors.at(scene.random, ana, 0.95);
        scene.enrol(1, "ana", ana, "twin", twin);
        double[] middle = new double[Scene.DIMENSION];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = ana[i] + twin[i];
        }
        for (int i = 0; i < 30; i++) {
            scene.face(Vectors.at(scene.random, Vectors.unit(middle), 0.75), 0.8);
        }
        assertThat(reasons(scene)).containsExactly(Reason.AMBIGUOUS);
        assertThat(scene.sightings.getFirst().person()).isEmpty();
        assertThat(scene.sightings.getFirst().recognition().evidence())
                .as("no stranger looks like this").isGreaterThan(new Evidence(Calibrations.SPHERE_64, 1e-3).required(16, 2));
    }

    /** Two who are not alike at all, and a face that is half the one and half the other, as in a morphed photograph. */
    @Test
    void aFaceHalfWayBetweenTwoIsNeither() {
        float[] unlike = Vectors.at(scene.random, ana, 0.1);
        scene.enrol(1, "ana", ana, "unlike", unlike);
        double[] middle = new double[Scene.DIMENSION];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = ana[i] + unlike[i];
        }
        float[] morph = Vectors.unit(middle);
        assertThat(Vectors.cosine(morph, ana)).as("enough for either").isGreaterThan(0.7f);
        for (int i = 0; i < 30; i++) {
            scene.face(morph, 0.9);
        }
        assertThat(reasons(scene)).containsExactly(Reason.AMBIGUOUS);
    }

    @Test
    void anEmptyGallerySaysSoOnceAndFollowsAnEnrolment() {
        scene.face(ana, 0.8);
        scene.face(ana, 0.8);
        assertThat(reasons(scene)).containsExactly(Reason.NOT_ENROLLED);
        assertThat(scene.sightings.getFirst().recognition().evidence()).isZero();
        scene.enrol(1, "ana", ana);
        scene.face(ana, 0.8);
        assertThat(reasons(scene)).containsExactly(Reason.NOT_ENROLLED, Reason.MATCH);
    }

    @Test
    void whoIsRemovedNoLongerMatchesFromThatMoment() {
        scene.enrol(1, "ana", ana, "ben", ben);
        scene.faces.clear();
        scene.faces.add(200, 150, 100, 100);
        scene.nextPicture();
        scene.recogniser.looked(0, ana, 0.8);
        scene.enrol(2, "ben", ben);
        assertThat(scene.recogniser.decide(0, scene.times)).isEmpty();
    }

    @Test
    void whoIsRemovedWhileTheyLeaveIsNotNamed() {
        Scene attack = new Scene(Scene.settings(LivenessPolicy.ENFORCE), 6);
        attack.enrol(1, "zoe", ben, "ana", ana);
        attack.alive = 0.1;
        for (int i = 0; i < 3; i++) {
            attack.face(ana, 0.9);
        }
        attack.now += Duration.ofSeconds(1).toNanos();
        attack.faces.clear();
        attack.nextPicture();
        attack.enrol(2, "ben", ben);
        attack.recogniser.sweep(attack.now, attack.sightings::add);
        assertThat(reasons(attack)).containsExactly(Reason.UNKNOWN);
        assertThat(attack.sightings.getFirst().person()).isEmpty();
        assertThat(attack.sightings.getFirst().recognition().galleryRevision()).isEqualTo(2);
    }

    @Test
    void aFaceThatCannotBeUsedIsReportedWithItsFlaw() {
        scene.enrol(1, "ana", ana);
        for (int i = 0; i < 30; i++) {
            scene.flawed(i < 10 ? "dark" : "blurred");
        }
        assertThat(reasons(scene)).containsExactly(Reason.QUALITY);
        assertThat(scene.sightings.getFirst().flaw()).contains("blurred");
        scene.face(Vectors.at(scene.random, ana, 0.7), 0.8);
        assertThat(reasons(scene)).as("then it turns to the camera").containsExactly(Reason.QUALITY, Reason.MATCH);
    }

    @Test
    void whoOnlyPassesByUnusablyIsNotReported() {
        scene.enrol(1, "ana", ana);
        scene.flawed("pose");
        scene.flawed("pose");
        scene.nobodyFor(Duration.ofMillis(700));
        assertThat(scene.sightings).isEmpty();
    }

    @Test
    void whoLeavesUndecidedIsUnknown() {
        scene.enrol(1, "ana", ana);
        scene.face(scene.somebody(), 0.8);
        scene.nobodyFor(Duration.ofMillis(700));
        assertThat(scene.sightings).isEmpty();
        scene.nobody();
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
    }

    @Test
    void aBlinkIsTheSameApproachAndALongerAbsenceANewOne() {
        scene.enrol(1, "ana", ana);
        scene.face(ana, 0.8);
        scene.nobodyFor(Duration.ofMillis(600));
        assertThat(scene.face(ana, 0.8)).isEmpty();
        scene.nobodyFor(Duration.ofMillis(800));
        assertThat(scene.face(ana, 0.8)).singleElement().matches(Sighting::positive);
        assertThat(scene.sightings.getLast().recognition().track()).isEqualTo(2);
    }

    @Test
    void whoStaysIsRecognisedAgainAfterTenSeconds() {
        scene.enrol(1, "ana", ana);
        long first = 0;
        long second = 0;
        for (int i = 0; i < 150 && second == 0; i++) {
            if (!scene.face(ana, 0.8).isEmpty()) {
                second = first == 0 ? 0 : scene.now;
                first = first == 0 ? scene.now : first;
            }
        }
        assertThat(second - first).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(scene.sightings.getLast().recognition().track()).isEqualTo(2);
    }

    @Test
    void aStrangerWhoStaysIsReportedOnce() {
        scene.enrol(1, "ana", ana);
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 600; i++) {
            scene.face(stranger, 0.8);
        }
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
    }

    @Test
    void aStrangerWhoStayedIsNotReportedAgainWhenLeaving() {
        scene.enrol(1, "ana", ana);
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 600 && scene.looks <= Evidence.LOOKS_MAX; i++) {
            scene.face(stranger, 0.8);
        }
        assertThat(scene.looks).as("a new approach, not decided").isEqualTo(Evidence.LOOKS_MAX + 1);
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
    }

    @Test
    void anotherFaceInTheSameTrackInheritsNothing() {
        scene.enrol(1, "ana", ana);
        float[] side = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 3; i++) {
            scene.face(scene.frameOf(ana, side, 0.45, 0.9), 1.0);
        }
        assertThat(scene.sightings).isEmpty();
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 30; i++) {
            scene.face(stranger, 0.3);
        }
        assertThat(reasons(scene)).containsExactly(Reason.UNKNOWN);
        assertThat(scene.sightings.getFirst().recognition().similarity()).isBetween(-0.01, 0.01);
    }

    @Test
    void twoPicturesHardlyAlikeAreTwoFacesAndSomewhatAlikeOne() {
        scene.enrol(1, "ana", ana);
        float[] passing = Vectors.at(scene.random, ana, 0.2);
        scene.face(passing, 0.9);
        scene.face(passing, 0.9);
        assertThat(scene.face(Vectors.at(scene.random, ana, 0.9), 0.9)).singleElement().satisfies(sighting -> {
            assertThat(sighting.positive()).isTrue();
            assertThat(sighting.recognition().frames()).isEqualTo(1);
        });
        scene.nobodyFor(Duration.ofSeconds(1));

        float[] stranger = Vectors.at(scene.random, ana, 0);
        scene.face(stranger, 0.9);
        scene.face(Vectors.at(scene.random, stranger, 0.3), 0.9);
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(reasons(scene)).containsExactly(Reason.MATCH, Reason.UNKNOWN);
        assertThat(scene.sightings.getLast().recognition().frames()).isEqualTo(2);
    }

    @Test
    void smallFacesAreFarAwayAndFewAreLookedAtInOneFrame() {
        FaceList faces = scene.faces;
        faces.add(0, 0, 39, 100);
        faces.add(100, 0, 60, 60);
        faces.add(200, 0, 80, 80);
        faces.add(300, 0, 70, 70);
        scene.recogniser.frame(1, 1, faces);
        assertThat(scene.recogniser.wants(0)).isFalse();
        assertThat(scene.recogniser.wants(1)).isFalse();
        assertThat(scene.recogniser.wants(2)).isTrue();
        assertThat(scene.recogniser.wants(3)).isTrue();
        assertThat(scene.recogniser.following()).isEqualTo(4);

        scene.recogniser.flawed(2, "pose");
        scene.recogniser.flawed(3, "pose");
        scene.recogniser.frame(2, 2, faces);
        assertThat(scene.recogniser.wants(1)).as("those that keep being unusable do not starve it").isTrue();
    }

    @Test
    void refusesWhatIsNoEmbeddingAndNoGalleryOfThisSpace() {
        scene.enrol(1, "ana", ana);
        scene.faces.add(0, 0, 100, 100);
        scene.recogniser.frame(0, 0, scene.faces);
        float[] broken = ana.clone();
        broken[3] = Float.NaN;
        assertThatExceptionOfType(GalleryException.class).isThrownBy(() -> scene.recogniser.looked(0, broken, 1));
        assertThat(scene.recogniser.decide(0, scene.times)).isEmpty();
        scene.recogniser.looked(0, ana, 1);
        assertThat(scene.recogniser.decide(0, scene.times)).isPresent();

        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> scene.recogniser.gallery(Gallery.empty("other", Scene.DIMENSION)))
                .withMessageContaining("enrol again");
        assertThatExceptionOfType(GalleryException.class)
                .isThrownBy(() -> scene.recogniser.gallery(Gallery.empty(Scene.SPACE, 32)));
    }

    @Test
    void whoWalksPastOpensNothingAndIsNotReported() {
        Scene past = new Scene(Scene.settings(LivenessPolicy.OFF).withDwell(Duration.ofMillis(50)), 2);
        past.enrol(1, "ana", ana);
        for (int i = 0; i < 12; i++) {
            past.faceAt(40 * i, ana);
        }
        assertThat(past.looks).as("none once the second frame has shown the speed").isEqualTo(1);
        past.nobodyFor(Duration.ofSeconds(1));
        assertThat(past.sightings).isEmpty();
        assertThat(past.passersBy).isEqualTo(1);
    }

    @Test
    void whoComesAfterSomebodyRanPastIsLookedAtAtOnce() {
        scene.enrol(1, "ana", ana);
        for (int i = 0; i < 12; i++) {
            scene.faceAt(40 * i, ben);
        }
        scene.nobodyFor(Duration.ofSeconds(1));
        assertThat(scene.face(ana, 0.9)).singleElement().matches(Sighting::positive);
    }

    @Test
    void whoStopsAtTheDoorIsRecognisedThere() {
        Scene past = new Scene(Scene.settings(LivenessPolicy.OFF).withDwell(Duration.ofMillis(100)), 2);
        past.enrol(1, "ana", ana);
        for (int i = 0; i < 8; i++) {
            assertThat(past.faceAt(40 * i, ana)).isEmpty();
        }
        for (int i = 0; i < 10; i++) {
            past.faceAt(280, ana);
        }
        assertThat(reasons(past)).containsExactly(Reason.MATCH);
        assertThat(past.passersBy).isZero();
    }

    @Test
    void aDwellIsWaitedForAndNoLonger() {
        Scene slow = new Scene(Scene.settings(LivenessPolicy.OFF).withDwell(Duration.ofMillis(500)), 3);
        slow.enrol(1, "ana", ana);
        for (int i = 0; i < 10; i++) {
            slow.face(ana, 0.9);
            assertThat(slow.sightings.isEmpty()).as("frame %d", i).isEqualTo(i < 5);
        }
    }

    @Test
    void aStrangerWhoLeavesBeforeTheDwellIsNobodysBusiness() {
        Scene slow = new Scene(Scene.settings(LivenessPolicy.OFF).withDwell(Duration.ofMillis(500)), 3);
        slow.enrol(1, "ana", ana);
        float[] stranger = Vectors.at(slow.random, ana, 0);
        for (int i = 0; i < 4; i++) {
            slow.face(stranger, 0.9);
        }
        slow.nobodyFor(Duration.ofSeconds(1));
        assertThat(slow.sightings).isEmpty();
        assertThat(slow.passersBy).isEqualTo(1);
        for (int i = 0; i < 6; i++) {
            slow.face(stranger, 0.9);
        }
        slow.nobodyFor(Duration.ofSeconds(1));
        assertThat(reasons(slow)).containsExactly(Reason.UNKNOWN);
    }

    @Test
    void aPictureThatStaysWaitsTwiceAsLongEachTime() {
        Scene attack = new Scene(Scene.settings(LivenessPolicy.ENFORCE), 4);
        attack.enrol(1, "ana", ana);
        attack.alive = 0.1;
        List<Long> seconds = new ArrayList<>();
        long asked = 0;
        for (int i = 0; i < 1_200; i++) {
            int before = attack.asks;
            attack.face(ana, 0.9);
            if (attack.asks > before) {
                if (before > 0 && before % 5 == 0) {
                    seconds.add((attack.now - asked) / 1_000_000_000L);
                }
                asked = attack.now;
            }
        }
        assertThat(seconds).as("pauses between attempts").containsExactly(10L, 20L, 40L);
        assertThat(reasons(attack)).as("one face that stays is one attack").containsExactly(Reason.LIVENESS);
    }
}
