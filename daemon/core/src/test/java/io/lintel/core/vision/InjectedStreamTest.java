package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.gallery.Vectors;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that no sensor takes: a stream that froze, or that somebody plays in a loop. The liveness model always says that they live. */
final class InjectedStreamTest {
    private static final Duration DWELL = Duration.ofMillis(50);

    private final Scene scene = new Scene(Scene.settings(LivenessPolicy.ENFORCE).withDwell(DWELL), 2);
    private final float[] ana = scene.somebody();

    @BeforeEach
    void enrol() {
        scene.enrol(1, "ana", ana);
        scene.alive = 0.99;
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            scene.face(ana, 0.9);
        }
    }

    private long matches() {
        return scene.sightings.stream().filter(Sighting::positive).count();
    }

    private void assertAnaWasRefused() {
        assertThat(scene.sightings.getLast()).satisfies(sighting -> {
            assertThat(sighting.reason()).isEqualTo(Reason.LIVENESS);
            assertThat(sighting.person()).contains(new PersonId("ana"));
        });
    }

    @Test
    void aFrozenPictureNeverMatchesAndIsRefusedWhileItStands() {
        scene.loop = 1;
        frames(20);
        assertThat(scene.sightings).hasSize(1);
        assertAnaWasRefused();
        assertThat(scene.looks).as("further looks would tell nothing new").isEqualTo(1);
        frames(200);
        assertThat(scene.sightings).as("once").hasSize(1);
        scene.loop = 0;
        frames(3);
        assertThat(matches()).as("who really stands there is let in").isEqualTo(1);
    }

    @Test
    void aPictureThatFreezesWithSomebodyOnItLetsNobodyInAgain() {
        frames(3);
        assertThat(matches()).isEqualTo(1);
        scene.loop = 1;
        frames(1_000);
        assertThat(matches()).isEqualTo(1);
        assertThat(scene.sightings).hasSize(2);
        assertAnaWasRefused();
        scene.loop = 0;
        frames(3);
        assertThat(matches()).as("who really stands there is let in again").isEqualTo(2);
    }

    @Test
    void aPictureThatFreezesBeforeAnybodyWasFoundAliveIsAskedNoMore() {
        scene.alive = 0.4;
        frames(4);
        assertThat(scene.asks).isEqualTo(2);
        scene.alive = 0.99;
        scene.loop = 1;
        frames(60);
        assertThat(scene.asks).isEqualTo(2);
        assertThat(matches()).isZero();
        assertAnaWasRefused();
    }

    @Test
    void aFrozenStrangerIsLookedAtOnce() {
        float[] stranger = Vectors.at(scene.random, ana, 0);
        scene.loop = 1;
        for (int i = 0; i < 40; i++) {
            scene.face(stranger, 0.9);
        }
        assertThat(scene.looks).isEqualTo(1);
        assertThat(scene.sightings).singleElement().matches(sighting -> sighting.reason() == Reason.UNKNOWN);
    }

    @Test
    void aLoopOfTwoPicturesNeverMatchesAndIsAnAttack() {
        scene.loop = 2;
        frames(4);
        assertThat(scene.sightings).as("with the second old picture").hasSize(1);
        assertAnaWasRefused();
        frames(1_000);
        assertThat(scene.sightings).hasSize(1);
        assertThat(scene.asks).isZero();
        assertThat(scene.looks).as("one for each attempt, after 10, 20 and 40 s").isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 150, PictureMemory.PICTURES})
    void aLongerLoopMatchesInNoRunButItsFirst(int pictures) {
        scene.loop = pictures;
        frames(pictures);
        long first = matches();
        frames(3 * pictures + 400);
        assertThat(matches()).isEqualTo(first);
        assertAnaWasRefused();
        scene.nobodyFor(Duration.ofSeconds(1));
        frames(2 * pictures);
        assertThat(matches()).as("nor when it begins anew").isEqualTo(first);
    }

    @Test
    void picturesAreForgottenInTheEnd() {
        int longest = PictureMemory.PICTURES;
        scene.loop = longest + 1;
        frames(longest + 1);
        long first = matches();
        frames(longest + 1);
        assertThat(matches()).as("what is not claimed").isGreaterThan(first);
    }

    @Test
    void oneOldPictureIsNoAttack() {
        frames(2);
        scene.loop = 2;
        frames(1);
        assertThat(scene.sightings).isEmpty();
        scene.loop = 0;
        frames(1);
        assertThat(matches()).isEqualTo(1);
    }

    @Test
    void aCameraSlowerThanItsStreamTakesLongerAndNoOffence() {
        for (int i = 0; i < 6; i++) {
            assertThat(scene.sightings.isEmpty()).as("frame %d", i).isEqualTo(i < 5);
            scene.loop = i % 2;
            frames(1);
        }
        assertThat(scene.sightings).as("the third picture").hasSize(1);
        assertThat(matches()).isEqualTo(1);
    }

    @Test
    void theLoopOfAStrangerIsAStranger() {
        float[] stranger = Vectors.at(scene.random, ana, 0);
        scene.loop = 4;
        for (int i = 0; i < 40; i++) {
            scene.face(stranger, 0.9);
        }
        assertThat(scene.sightings).singleElement().matches(sighting -> sighting.reason() == Reason.UNKNOWN);
    }

    @Test
    void whoWalksUpWasSeenInPicturesEnoughAndIsLetInAtTheFirstLook() {
        Scene walk = new Scene(Scene.settings(LivenessPolicy.ENFORCE), 3);
        walk.enrol(1, "ana", ana);
        for (int side = 36; side < 40; side++) {
            walk.faceOf(side, ana);
        }
        assertThat(walk.looks).as("too far away").isZero();
        assertThat(walk.faceOf(40, ana)).singleElement().matches(Sighting::positive);
    }

    @Test
    void whoeverSlidesInNeedsPicturesOfTheirOwn() {
        float[] stranger = Vectors.at(scene.random, ana, 0);
        for (int i = 0; i < 7; i++) {
            scene.face(stranger, 0.9);
        }
        int before = scene.looks;
        for (int i = 0; i < 12 && scene.looks == before; i++) {
            scene.face(ana, 0.9);
        }
        assertThat(scene.looks).isEqualTo(before + 1);
        assertThat(scene.asks).as("at her first look").isZero();
        scene.loop = 1;
        frames(60);
        assertThat(matches()).isZero();
        scene.loop = 0;
        frames(5);
        assertThat(matches()).isEqualTo(1);
    }

    @Test
    void notEnforcedALoopIsNoAttack() {
        Scene watched = new Scene(Scene.settings(LivenessPolicy.MONITOR), 2);
        watched.enrol(1, "ben", Vectors.at(watched.random, ana, 0));
        watched.loop = 2;
        for (int i = 0; i < 5; i++) {
            watched.face(ana, 0.9);
        }
        watched.enrol(2, "ana", ana);
        watched.flawed("blurred");
        assertThat(watched.sightings).isEmpty();
        watched.face(ana, 0.9);
        assertThat(watched.sightings).singleElement().matches(Sighting::positive);
    }

    @ParameterizedTest
    @EnumSource(names = {"MONITOR", "OFF"})
    void notEnforcedTheyDoMatch(LivenessPolicy policy) {
        Scene watched = new Scene(Scene.settings(policy).withDwell(DWELL), 2);
        watched.enrol(1, "ana", ana);
        watched.loop = 1;
        for (int i = 0; i < 3; i++) {
            watched.face(ana, 0.9);
        }
        assertThat(watched.sightings).singleElement().satisfies(sighting -> assertThat(sighting.positive()).isTrue());
    }
}
