package io.lintel.cli;

import io.lintel.core.control.Control;
import io.lintel.core.control.Duplicates;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.config.ConfigReview;
import io.lintel.hal.Gpio;
import io.lintel.hal.LineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lintel setup}: from an installed package to a door that works, in one conversation or one line. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Set this door up: board, camera, lock, broker, first person, service.",
            "Asks for what the options do not say; writes conf.d/10-setup.toml beside the configuration."
        })
final class SetupCommand implements Callable<Integer> {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final Console console;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = {"-y", "--yes"}, description = "Ask nothing: options, and what is proposed where there is none.")
    private boolean silent;

    @Option(names = "--board", paramLabel = "PROFILE", description = "The board's profile; default: the one that fits this board.")
    private @Nullable String board;

    @Option(names = "--site", paramLabel = "ID", description = "The site's id: 1..63 of a-z, 0-9, '-'.")
    private @Nullable String site;

    @Option(names = "--door", paramLabel = "ID", description = "The door's id, unique within the site.")
    private @Nullable String door;

    @Option(names = "--zone", paramLabel = "ZONE", description = "The site's time zone; default: this board's.")
    private @Nullable String zone;

    @Option(names = "--camera", paramLabel = "SOURCE", description = "The camera: v4l2:/dev/v4l/by-id/…, rtsp://…, command:…")
    private @Nullable String camera;

    @Option(names = "--gpio", paramLabel = "PROVIDER", description = "The lines' back-end: pi4j or sim; default: pi4j.", defaultValue = "pi4j")
    private String provider = "pi4j";

    @Option(names = "--relay", paramLabel = "LINE", description = "The line of the lock's relay.")
    private @Nullable String relay;

    @Option(names = "--chip", paramLabel = "LABEL", description = "The label of the chip that the lines belong to.")
    private @Nullable String chip;

    @Option(names = "--active-low", description = "The relay board closes on a low level.")
    private boolean activeLow;

    @Option(names = "--fail-safe", description = "The lock needs current to stay locked (a maglock).")
    private boolean failSafe;

    @Option(names = "--rex", paramLabel = "LINE", description = "The line of the request-to-exit button.")
    private @Nullable String rex;

    @Option(names = "--contact", paramLabel = "LINE", description = "The line of the door contact.")
    private @Nullable String contact;

    @Option(names = "--fire", paramLabel = "LINE", description = "The line of the fire alarm's contact.")
    private @Nullable String fire;

    @Option(names = "--tamper", paramLabel = "LINE", description = "The line of the housing's switch.")
    private @Nullable String tamper;

    @Option(names = "--broker", paramLabel = "URL", description = "The MQTT broker: mqtts://host:8883; without one the door keeps its events.")
    private @Nullable String broker;

    @Option(names = "--username", paramLabel = "NAME", description = "The door's name at the broker; its password: /etc/lintel/credentials/mqtt-password.")
    private @Nullable String username;

    @Option(names = "--person", paramLabel = "ID", description = "Enrol this person from the camera at the end.")
    private @Nullable String person;

    @Option(names = "--name", paramLabel = "NAME", description = "The person's name.")
    private @Nullable String name;

    @Option(names = "--no-service", description = "Do not enable and start the service.")
    private boolean noService;

    SetupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path main = config.path();
        Questions questions = new Questions(console.in(), console.out(), silent);
        BackEnds backEnds = BackEnds.installed();
        refuseBesideARunningDoor(main);
        Path file = SetupFile.beside(main);
        if (Files.exists(file) && !silent && !questions.agree(file + " is there; replace it", true)) {
            return 1;
        }
        SetupFile answers = answers(questions, backEnds);
        answers.write(file);
        console.out().println("written: " + file);
        Config written = check(main, backEnds);
        if (!noService && start(main, written)) {
            enrol(main, questions);
        }
        console.out().println("Next: lintel doctor" + (noService ? ", then lintel run" : ", lintel door status"));
        return 0;
    }

    /** It holds camera and lines, and would go on with the old configuration. */
    private static void refuseBesideARunningDoor(Path main) {
        Optional<Config> present = ConfigLoader.forClients().review(main).config();
        if (present.filter(DoorConnection::answers).isPresent()) {
            throw new CommandFailure("a door is running here and holds camera and lines", "stop it first: sudo systemctl stop lintel");
        }
    }

    private SetupFile answers(Questions questions, BackEnds backEnds) {
        String model = backEnds.board("linux").board().info().model();
        BoardProfile profile = profile(model);
        console.out().println("Board: " + model + " (profile " + profile.id() + ")");
        profile.notes().forEach(note -> console.out().println("  " + note));
        SetupFile answers = new SetupFile();
        profile.settings().forEach(answers::with);
        answers.with("site.id", questions.text("Site", Optional.ofNullable(site).orElse("hq")))
                .with("door.id", questions.text("Door", Optional.ofNullable(door).orElse("front-door")))
                .with("site.zone", questions.text("Time zone", Optional.ofNullable(zone).orElse(ZoneId.systemDefault().getId())))
                .with("camera.source", new CameraSetup(backEnds, questions, console).choose(Optional.ofNullable(camera)))
                .with("gpio.provider", provider);
        lines(answers, profile, questions, backEnds);
        String url = questions.text("Broker (mqtts://host:8883; - for none)", Optional.ofNullable(broker).orElse(""));
        if (!url.isEmpty()) {
            answers.with("mqtt.enabled", true).with("mqtt.url", url);
            String user = questions.text("Name at the broker", Optional.ofNullable(username).orElse(""));
            answers.with("mqtt.username", user).with("mqtt.password-file", user.isEmpty() ? "" : "mqtt-password");
        }
        return answers;
    }

    private BoardProfile profile(String model) {
        List<BoardProfile> profiles = BoardProfile.in(Installation.boards());
        if (board != null) {
            return profiles.stream()
                    .filter(profile -> profile.id().equals(board))
                    .findAny()
                    .orElseThrow(() -> new UsageFailure("--board " + board + ": there are "
                            + String.join(", ", profiles.stream().map(BoardProfile::id).toList())));
        }
        return BoardProfile.fitting(profiles, model)
                .orElseThrow(() -> new CommandFailure("no profile fits this board", "name one with --board"));
    }

    private void lines(SetupFile answers, BoardProfile profile, Questions questions, BackEnds backEnds) {
        String proposedChip = Optional.ofNullable(chip).orElse(text(profile, "gpio.relay.chip"));
        String proposedLine = Optional.ofNullable(relay).orElse(text(profile, "gpio.relay.line"));
        try (Gpio gpio = backEnds.gpio(provider).open()) {
            LineSettings lock = new RelaySetup(gpio, provider.equals("sim"), questions, console).choose(proposedChip, proposedLine, activeLow);
            answers.with("gpio.relay.chip", lock.chip())
                    .with("gpio.relay.line", lock.line())
                    .with("gpio.relay.active-low", lock.activeLow());
        }
        answers.with("gpio.relay.fail-safe", questions.agree("Does the lock need current to stay locked (a maglock)", failSafe));
        input(answers, proposedChip, questions, "rex", "Request-to-exit button", rex);
        input(answers, proposedChip, questions, "contact", "Door contact", contact);
        input(answers, proposedChip, questions, "fire", "Fire alarm's contact", fire);
        input(answers, proposedChip, questions, "tamper", "Housing's switch", tamper);
    }

    private static String text(BoardProfile profile, String key) {
        return Optional.ofNullable(profile.settings().get(key)).map(Object::toString).orElse("");
    }

    private static void input(
            SetupFile answers, String chip, Questions questions, String key, String what, @Nullable String wanted) {
        String line = questions.text(what + ": which line (- for none)", Optional.ofNullable(wanted).orElse(""));
        if (!line.isEmpty()) {
            answers.with("gpio." + key + ".line", line).with("gpio." + key + ".chip", chip);
        }
    }

    private Config check(Path main, BackEnds backEnds) {
        ConfigReview review = new ConfigLoader().knowing(backEnds.names()).review(main);
        review.notes().forEach(note -> console.err().println("note: " + note));
        if (!review.errors().isEmpty() || review.config().isEmpty()) {
            review.errors().forEach(error -> console.err().println("lintel: " + error));
            throw new CommandFailure("the configuration is not right yet", "mend it, then: lintel config check");
        }
        return review.config().get();
    }

    /** Whether the door runs now. */
    private boolean start(Path main, Config written) {
        if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
            console.out().println("No systemd here: start the door with lintel run --config " + main);
            return false;
        }
        try {
            Process enable = new ProcessBuilder("systemctl", "enable", "--now", "lintel.service").inheritIO().start();
            if (enable.waitFor() != 0) {
                throw new CommandFailure("systemctl enable --now lintel failed", "see: systemctl status lintel");
            }
            long end = System.nanoTime() + START_PATIENCE.toNanos();
            while (!DoorConnection.answers(written)) {
                if (System.nanoTime() > end) {
                    throw new CommandFailure("the service does not answer", "see: journalctl -u lintel");
                }
                Thread.sleep(200);
            }
            console.out().println("The door is running, and starts with the board.");
            return true;
        } catch (IOException e) {
            throw new CommandFailure("cannot run systemctl: " + e.getMessage(), "run setup as root (sudo lintel setup)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "the door is set up; see: systemctl status lintel");
        }
    }

    private void enrol(Path main, Questions questions) {
        String id = questions.text("First person's id (- for none; then stand before the camera)", Optional.ofNullable(person).orElse(""));
        if (id.isEmpty()) {
            return;
        }
        PersonId checked = UsageFailure.personId(id);
        String called = questions.text("Their name", Optional.ofNullable(name).orElse(id));
        try (Control control = DoorConnection.running(main)) {
            control.capturePerson(checked, called, Duplicates.REFUSE);
            console.out().println(id + " is enrolled: the door opens to them now.");
        }
    }
}
