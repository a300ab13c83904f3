package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.models.FaceTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Condition;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The film keeps its promises, seen with the models that the door sees with. */
final class FilmTest {
    private static final int TAIL = 4;
    private static Looker looker;
    private static Casting casting;

    @BeforeAll
    static void open() {
        looker = new Looker();
        casting = new Casting(Looker.PHOTOGRAPHS, looker.models());
    }

    @AfterAll
    static void close() {
        casting.close();
        looker.close();
    }

    @Test
    void everyPartIsAFaceThatIsThereAndWhoeverIsEnrolledCanBe(@TempDir Path folder) throws Exception {
        List<Part> parts = casting.parts();
        assertThat(parts.stream().filter(part -> part.role() == Role.ENROLLED)).hasSize(8);
        assertThat(parts.stream().filter(part -> part.role() == Role.STRANGER)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(parts.stream().filter(Part::otherPhotograph)).extracting(Part::person).containsExactly("greta");
        for (Part part : parts) {
            if (part.enrolledFrom().isPresent()) {
                Path photograph = folder.resolve(part.person() + ".jpg");
                casting.writeEnrolment(part.enrolledFrom().get(), photograph);
                assertThat(looker.enrol(photograph).quality()).as(part.person()).isPositive();
            }
        }
    }

    @Test
    void showsOneFaceAtATimeAndTheOneItSays(@TempDir Path folder) throws Exception {
        Part greta = part("greta");
        List<WalkUpVideo.Entry> entries =
                List.of(casting.entry(greta), casting.entry(part("stranger-3")), casting.entry(attack()));
        GroundTruth truth = WalkUpVideo.plan(entries, TAIL);
        casting.writeEnrolment(greta.enrolledFrom().orElseThrow(), folder.resolve("greta.jpg"));
        FaceTemplate enrolled = looker.enrol(folder.resolve("greta.jpg"));
        List<List<Looker.Seen>> near = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int[] frame = {0};
        WalkUpVideo.paint(entries, truth, picture -> {
            int now = frame[0]++;
            for (int i = 0; i < entries.size(); i++) {
                WalkUp walkUp = truth.walkUps().get(i);
                if (now >= walkUp.fromFrame() + WalkUpVideo.APPROACH / 2 && now < walkUp.toFrame()) {
                    List<Looker.Seen> seen = looker.look(picture);
                    assertThat(seen).as("faces in frame %d, %s", now, walkUp).hasSize(1);
                    near.get(i).add(seen.getFirst());
                }
            }
            if (Judge.walkUpAt(truth, now + 3) < 0 || now >= truth.walkUps().getLast().toFrame()) {
                assertThat(looker.count(picture)).as("faces in the empty corridor, frame %d", now).isZero();
            }
        });

        assertThat(frame[0]).isEqualTo(truth.frames());
        assertThat(near.get(0)).extracting(seen -> seen.template().cosine(enrolled)).allMatch(cosine -> cosine > 0.5);
        assertThat(near.get(1)).extracting(seen -> seen.template().cosine(enrolled)).allMatch(cosine -> cosine < 0.45);
        assertThat(near.get(0)).extracting(Looker.Seen::alive).areAtLeast(10, alive());
        assertThat(near.get(2)).extracting(Looker.Seen::alive).allMatch(alive -> alive < 0.3);
        assertThat(near.get(0).getLast().width()).isGreaterThan(1.3 * near.get(0).getFirst().width());
    }

    @Test
    void isAVideoFileOfThePromisedLengthAndShape(@TempDir Path folder) throws Exception {
        List<WalkUpVideo.Entry> entries = List.of(casting.entry(part("dora")));
        GroundTruth truth = WalkUpVideo.plan(entries, TAIL);
        Path file = folder.resolve("film.mkv");

        WalkUpVideo.record(entries, truth, file);

        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toString())) {
            grabber.start();
            int frames = 0;
            while (grabber.grabImage() != null) {
                frames++;
            }
            assertThat(frames).isEqualTo(truth.frames());
            assertThat(List.of(grabber.getImageWidth(), grabber.getImageHeight())).containsExactly(640, 480);
            assertThat(grabber.getVideoFrameRate()).isEqualTo(WalkUpVideo.FRAMES_PER_SECOND);
        }
    }

    private static Condition<Double> alive() {
        return new Condition<>(probability -> probability > 0.5, "alive");
    }

    private static Part part(String person) {
        return Casting.PARTS.stream().filter(part -> part.person().equals(person)).findFirst().orElseThrow();
    }

    private static Part attack() {
        return Casting.PARTS.stream().filter(part -> part.role() == Role.SCREEN_ATTACK).findFirst().orElseThrow();
    }
}
