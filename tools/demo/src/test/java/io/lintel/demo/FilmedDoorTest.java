package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.daemon.vision.ModelFaceReader;
import io.lintel.demo.Scene.Placed;
import io.lintel.models.FaceTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of people before a door, end to end: photographs of real faces in moving scenes, the door's own models and machine. */
final class FilmedDoorTest {
    private static final int SECOND = WalkUpVideo.FRAMES_PER_SECOND;
    private static final int MIDDLE = WalkUpVideo.WIDTH / 2;
    private static final double NEAR = 135;

    private static final Map<String, Sprite> PEOPLE = new HashMap<>();
    private static final Map<String, FaceTemplate> TEMPLATES = new HashMap<>();
    private static Looker looker;
    private static Casting casting;
    private static ModelFaceReader reader;

    private final Random random = new Random(7);
    private final Scene scene = new Scene(Corridor.paint(random), new SensorNoise(WalkUpVideo.WIDTH, WalkUpVideo.HEIGHT, 1.8, random));
    private final Light light = new Light(random);
    private FilmedDoor door;

    @BeforeAll
    static void cast(@TempDir Path folder) throws IOException {
        looker = new Looker();
        casting = new Casting(Looker.PHOTOGRAPHS, looker.models());
        reader = new ModelFaceReader(looker.models(), FilmedDoor.MIN_FACE, FilmedDoor.MAX_FACES, true);
        for (String person : List.of("fiona", "hanna", "clara")) {
            Part part = Casting.PARTS.stream().filter(each -> each.person().equals(person)).findFirst().orElseThrow();
            Path photograph = folder.resolve(person + ".jpg");
            casting.writeEnrolment(part.enrolledFrom().orElseThrow(), photograph);
            TEMPLATES.put(person, looker.enrol(photograph));
            PEOPLE.put(person, casting.entry(part).sprite());
        }
        Part shown = Casting.PARTS.stream().filter(each -> each.person().equals("clara")).findFirst().orElseThrow();
        PEOPLE.put("tablet", casting.entry(Part.onScreen(shown)).sprite());
    }

    @AfterAll
    static void close() {
        casting.close();
        reader.close(); // and with it the looker's models
    }

    @BeforeEach
    void open() {
        door = new FilmedDoor(reader, TEMPLATES);
    }

    @AfterEach
    void shut() {
        door.close();
    }

    @Test
    void whoPassesByOpensNothingAndIsCounted() {
        empty(5);
        for (int frame = 0; frame < 14; frame++) {
            show(new Placed(sprite("fiona"), at(-20 + 50 * frame, 72)));
        }
        empty(2 * SECOND);
        assertThat(door.passersBy()).isEqualTo(1);
        for (int frame = 0; frame < 2 * SECOND; frame++) {
            show(new Placed(sprite("hanna"), at(420 - frame, 40)));
        }
        empty(2 * SECOND);
        assertThat(door.passersBy()).as("one who lingers far away").isEqualTo(2);
        assertThat(door.story()).isEmpty();
        assertThat(door.releases()).isZero();
    }

    @Test
    void twoWhoCrossEachOtherKeepTheirNames() {
        int frames = 45;
        for (int frame = 0; frame < frames + SECOND; frame++) {
            double way = Math.min(1, (double) frame / frames);
            // They meet before they are near enough to be looked at, one passing behind the other.
            double grown = Math.max(0, way - 0.55) / 0.45;
            Placed back = new Placed(sprite("hanna"), at(200 + 250 * way, 38 + 67 * grown));
            Placed front = new Placed(sprite("clara"), at(450 - 250 * way, 42 + 73 * grown));
            show(back, front);
        }
        empty(2 * SECOND);
        assertThat(door.story()).containsExactlyInAnyOrder("hanna granted", "clara granted");
    }

    @Test
    void oneDecisionAnApproachHoweverOftenTheFaceIsHiddenForAMoment() {
        stay("clara", SECOND);
        for (int hidden = 0; hidden < 3; hidden++) {
            empty(6);
            stay("clara", SECOND);
        }
        assertThat(door.story()).containsExactly("clara granted");
        empty(3 * SECOND);
        stay("clara", SECOND);
        empty(2 * SECOND);
        assertThat(door.story()).as("gone and come again").containsExactly("clara granted", "clara granted");
        assertThat(door.releases()).isEqualTo(2);
    }

    @Test
    void whoseImageIsShownAgainAndAgainIsLockedOutForAWhileAndNobodyElse() {
        for (int attack = 1; attack <= FilmedDoor.ATTACKS; attack++) {
            stay("tablet", 2 * SECOND);
            empty(SECOND + 5);
        }
        assertThat(door.releases()).isZero();
        assertThat(door.story()).containsExactly("clara liveness", "clara liveness", "clara liveness, lockout begins");

        int before = door.story().size();
        stay("clara", SECOND);
        empty(SECOND + 5);
        stay("hanna", SECOND);
        empty(SECOND + 5);
        assertThat(door.story().subList(before, door.story().size())).containsExactly("clara liveness, lockout holds", "hanna granted");

        door.pass(FilmedDoor.LOCKOUT);
        stay("clara", SECOND);
        assertThat(door.story()).endsWith("hanna granted", "clara granted");
    }

    @Test
    void aFrozenPictureOpensNothing() {
        empty(5);
        Mat still = scene.with(List.of(new Placed(sprite("clara"), at(MIDDLE, NEAR))), light, 0.5);
        for (int frame = 0; frame < 4 * SECOND; frame++) {
            door.show(still);
        }
        assertThat(door.releases()).isZero();
        stay("clara", SECOND);
        assertThat(door.releases()).as("the same face, alive").isEqualTo(1);
    }

    /** Somebody stands before the camera as people stand: never quite still. */
    private void stay(String who, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            show(new Placed(sprite(who), at(MIDDLE + 4 * Math.sin(frame / 3.0), NEAR + frame / 5.0)));
        }
    }

    private void empty(int frames) {
        for (int frame = 0; frame < frames; frame++) {
            door.show(scene.empty(light, 0.5));
        }
    }

    private void show(Placed... people) {
        door.show(scene.with(List.of(people), light, 0.5));
    }

    private static Walk.Pose at(double x, double faceWidth) {
        return new Walk.Pose(faceWidth, x, 215, 0, 0, 0);
    }

    private static Sprite sprite(String who) {
        return Objects.requireNonNull(PEOPLE.get(who), who);
    }
}
