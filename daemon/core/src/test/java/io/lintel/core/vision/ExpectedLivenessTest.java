package io.lintel.core.vision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** For whom liveness is worked out ahead of time: for those who will probably be let in, and for few others. */
final class ExpectedLivenessTest {
    private static final int LOOKS = 12;

    @Test
    void aLargeFaceThatComesIntoSightIsExpectedToBeAcceptedAndASmallOneIsNot() {
        Scene scene = scene(LivenessPolicy.MONITOR);
        scene.enrol(1, "ana", scene.somebody());
        assertThat(expected(scene, 100)).isTrue();
        assertThat(expected(scene(LivenessPolicy.MONITOR), 100)).as("nobody is enrolled").isFalse();
        Scene enforced = scene(LivenessPolicy.ENFORCE);
        enforced.enrol(1, "ana", enforced.somebody());
        assertThat(expected(enforced, 100)).as("one picture is never enough there").isFalse();
        Scene small = scene(LivenessPolicy.MONITOR);
        small.enrol(1, "ana", small.somebody());
        assertThat(expected(small, 50)).isFalse();
        Scene off = scene(LivenessPolicy.OFF);
        off.enrol(1, "ana", off.somebody());
        assertThat(expected(off, 100)).isFalse();
    }

    @Test
    void aFaceOnItsWayToBeingAcceptedIsExpectedAgainAndAStrangerIsNot() {
        Scene scene = scene(LivenessPolicy.ENFORCE);
        float[] ana = scene.somebody();
        scene.enrol(1, "ana", ana);
        scene.alive = 0;
        assertThat(ahead(scene, ana)).as("one who fits and does not look alive is asked again").isEqualTo(5);

        Scene other = scene(LivenessPolicy.ENFORCE);
        other.enrol(1, "ana", other.somebody());
        assertThat(ahead(other, other.somebody())).as("a stranger").isZero();
    }

    @Test
    void aFaceThatTurnsOutUnusableIsNotExpectedAtItsNextLook() {
        Scene scene = scene(LivenessPolicy.MONITOR);
        scene.enrol(1, "ana", scene.somebody());
        assertThat(expected(scene, 100)).isTrue();
        scene.recogniser.flawed(0, "turned");
        assertThat(expected(scene, 100)).isFalse();
    }

    private static Scene scene(LivenessPolicy policy) {
        return new Scene(Scene.settings(policy), 5);
    }

    /** One frame of a face this wide. */
    private static boolean expected(Scene scene, int width) {
        scene.faces.clear();
        scene.faces.add(200, 150, width, width);
        scene.nextPicture();
        return scene.recogniser.wants(0) && scene.recogniser.expectsLiveness(0);
    }

    /** In how many of its looks a face's liveness was expected to be needed. */
    private static int ahead(Scene scene, float[] embedding) {
        int ahead = 0;
        for (int frame = 0; frame < 100 && scene.looks < LOOKS; frame++) {
            ahead += expected(scene, 100) ? 1 : 0;
            if (scene.recogniser.wants(0)) {
                scene.looks++;
                scene.recogniser.looked(0, embedding, 0.9);
                if (scene.recogniser.needsLiveness(0)) {
                    scene.recogniser.liveness(0, scene.alive);
                }
            }
            if (scene.recogniser.decide(0, scene.times).isPresent()) {
                break;
            }
        }
        return ahead;
    }
}
