package io.lintel.demo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.lintel.cli.Console;
import io.lintel.cli.Main;
import io.lintel.demo.Scene.Placed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * What the virtual board's camera is shown, and the door that looks: made outside, where it is quicker, and played inside.
 *
 * <pre>
 *   walk-ups.reel  truth.json   people who come to the door, one after the other, and who is when
 *   tablet.reel                 somebody's picture on a screen
 *   black.reel                  a lens with its cover on
 *   lintel.toml    state/       the door, and everybody enrolled
 * </pre>
 */
public final class BoardProgramme {
    /** Where it is. */
    static final Path FOLDER = Looker.ROOT.resolve("tools/board/target/programme").toAbsolutePath().normalize();

    /** Somebody on the tablet comes in no other way. */
    private static final String SHOWN = "fiona";

    private static final List<String> CAST = List.of("hanna", "clara", "greta", "dora");
    private static final int OPENINGS = 22;
    private static final int TAIL = 15;

    private BoardProgramme() {}

    /** Makes everything anew. */
    public static void make() throws Exception {
        clear();
        Files.createDirectories(FOLDER.resolve("state"));
        try (Looker looker = new Looker();
                Casting casting = new Casting(Looker.PHOTOGRAPHS, looker.models())) {
            List<WalkUpVideo.Entry> entries = new ArrayList<>();
            for (int i = 0; i < OPENINGS; i++) {
                entries.add(casting.entry(part(CAST.get(i % CAST.size()))));
            }
            GroundTruth truth = WalkUpVideo.plan(entries, TAIL);
            try (Reel.Recorder reel = new Reel.Recorder(FOLDER.resolve("walk-ups.reel"))) {
                WalkUpVideo.paint(entries, truth, reel::add);
            }
            truth.write(FOLDER.resolve("truth.json"));
            tablet(casting);
            try (Reel.Recorder reel = new Reel.Recorder(FOLDER.resolve("black.reel"))) {
                reel.add(new Mat(WalkUpVideo.HEIGHT, WalkUpVideo.WIDTH, CV_8UC3, Scalar.all(0)));
            }
            enrol(casting);
        }
    }

    private static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Held still as long as it takes to give up, in a picture that is not: its grain is a sensor's. */
    private static void tablet(Casting casting) throws IOException {
        Random random = new Random(7);
        Scene scene = new Scene(Corridor.paint(random), new SensorNoise(WalkUpVideo.WIDTH, WalkUpVideo.HEIGHT, 1.8, random));
        Light light = new Light(random);
        Sprite sprite = casting.entry(Part.onScreen(part(SHOWN))).sprite();
        Walk.Pose pose = new Walk.Pose(135, WalkUpVideo.WIDTH / 2.0, 215, 0, 0, 0);
        try (Reel.Recorder reel = new Reel.Recorder(FOLDER.resolve("tablet.reel"))) {
            for (int frame = 0; frame < 3 * WalkUpVideo.FRAMES_PER_SECOND; frame++) {
                reel.add(scene.with(List.of(new Placed(sprite, pose)), light, 0.5));
            }
        }
    }

    private static void enrol(Casting casting) throws IOException {
        Files.writeString(config(), """
                [site]
                id = "board"
                [door]
                id = "front"
                unlock-time = "500ms"
                repeat-suppression = "1s"
                [camera]
                source = "v4l2:/dev/video9"
                [gpio.relay]
                chip = "lintel-board"
                line = "door-relay"
                [gpio.rex]
                chip = "lintel-board"
                line = "exit-button"
                [recognition]
                bundle = "%s"
                [state]
                directory = "%s"
                [control]
                socket = "/tmp/lintel-board.sock"
                """.formatted(Looker.BUNDLE.toAbsolutePath().normalize(), FOLDER.resolve("state")));
        StringBuilder people = new StringBuilder("id,name,photo\n");
        List<String> everybody = new ArrayList<>(CAST);
        everybody.add(SHOWN);
        for (String person : everybody) {
            casting.writeEnrolment(part(person).enrolledFrom().orElseThrow(), FOLDER.resolve(person + ".jpg"));
            people.append(person + "," + person + "," + person + ".jpg\n");
        }
        Path list = Files.writeString(FOLDER.resolve("people.csv"), people);
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int code = Main.commandLine(new Console(writer, writer))
                .execute("person", "import", "--config", config().toString(), list.toString());
        if (code != 0) {
            throw new IOException("not everybody could be enrolled:\n" + said);
        }
    }

    static Path config() {
        return FOLDER.resolve("lintel.toml");
    }

    private static Part part(String person) {
        return Casting.PARTS.stream().filter(each -> each.person().equals(person)).findFirst().orElseThrow();
    }
}
