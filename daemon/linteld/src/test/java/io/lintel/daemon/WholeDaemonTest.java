package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.control.Duplicates;
import io.lintel.core.control.EnrolmentReport;
import io.lintel.core.control.HealthState;
import io.lintel.core.control.Photo;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.control.ControlClient;
import io.lintel.daemon.store.JournalReader;
import io.lintel.hal.AcceleratorProvider;
import io.lintel.hal.CameraSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.sim.CameraFault;
import io.lintel.hal.sim.SimBoard;
import io.lintel.hal.sim.SimBoardProvider;
import io.lintel.hal.sim.SimCamera;
import io.lintel.hal.sim.SimCameraProvider;
import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import io.lintel.hal.sim.SimGpioProvider;
import io.lintel.hal.sim.SimNotifier;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon in this process: real models, real photographs, real SQLite, real socket; only camera and lines are simulated. */
class WholeDaemonTest {
    private static final PersonId FAIR = new PersonId("fair");

    @TempDir
    private Path directory;

    private volatile SimGpio gpio = new SimGpio(System::nanoTime);
    private volatile boolean over;
    private final SimNotifier notifier = new SimNotifier();
    private volatile byte[] scene = TestPhotos.emptyCorridor();
    private volatile boolean cameraGone;
    private final CopyOnWriteArrayList<SimCamera> cameras = new CopyOnWriteArrayList<>();
    private Daemon daemon;
    private Control control;

    @BeforeEach
    void start() throws IOException {
        daemon = Linteld.start(config(""), backEnds());
        control = new ControlClient(directory.resolve("socket"));
        patiently().until(() -> state("recognition") == HealthState.OK && state("camera") == HealthState.OK);
    }

    @AfterEach
    void stop() {
        over = true;
        daemon.close();
    }

    @Test
    void anEnrolledPersonOpensTheDoorAStrangerDoesNotAndAllOfItIsOnRecord() {
        assertThat(enrol().photos()).allMatch(EnrolmentReport.Outcome::used);

        scene = TestPhotos.atTheDoor();
        patiently().until(() -> gpio.isActive("RELAY"));
        patiently().until(() -> !gpio.isActive("RELAY"));
        scene = TestPhotos.emptyCorridor();
        patiently().until(() -> count(EventType.ACCESS_GRANTED) == 1);

        scene = TestPhotos.stranger();
        patiently().until(() -> count(EventType.ACCESS_DENIED) == 1);
        assertThat(gpio.history("RELAY").stream().map(SimChange::active)).containsExactly(false, true, false);

        StampedEvent granted = first(EventType.ACCESS_GRANTED);
        assertThat(granted.event().person()).contains(FAIR);
        assertThat(granted.event().recognition().orElseThrow().similarity()).isBetween(0.6, 0.85);
        assertThat(granted.event().latency().totalNanos()).isBetween(1_000_000L, 5_000_000_000L);
        assertThat(first(EventType.ACCESS_DENIED).event().reason()).contains(Reason.UNKNOWN);
        assertThat(control.status().latency().count()).isEqualTo(1);
        assertThat(control.explain().decisions()).containsEntry("match", 1L).containsEntry("unknown", 1L);
        assertThat(control.metrics())
                .contains("lintel_decisions_total{reason=\"match\",result=\"granted\"} 1")
                .doesNotContain("fair");

        daemon.close();
        assertThat(gpio.isActive("RELAY")).isFalse();
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            assertThat(reader.verify().breaks()).as("the chain holds").isEmpty();
            List<String> types = reader.latest(100).stream().map(each -> each.type()).toList();
            assertThat(types).startsWith(EventType.HEALTH_STARTED.type()).endsWith(EventType.HEALTH_STOPPED.type());
        }
        assertThat(notifier.messages()).contains("READY=1", "WATCHDOG=1", "STOPPING=1");
    }

    @Test
    void theCameraGoesTheButtonStillOpensAndItComesBack() {
        enrol();
        cameraGone = true;
        cameras.getLast().fault(CameraFault.GONE);
        patiently().until(() -> state("camera") == HealthState.OFFLINE);
        press();
        patiently().until(() -> gpio.isActive("RELAY"));
        patiently().until(() -> !gpio.isActive("RELAY"));
        cameraGone = false;
        patiently().until(() -> state("camera") == HealthState.OK);
        scene = TestPhotos.atTheDoor();
        patiently().until(() -> gpio.isActive("RELAY"));
        patiently().until(() -> count(EventType.HEALTH_CHANGED) >= 2);
    }

    @Test
    void anOperatorUnlocksLocksAndLocksDown() {
        assertThat(control.unlock(Duration.ofSeconds(30)).released()).isTrue();
        assertThat(gpio.isActive("RELAY")).isTrue();
        assertThat(control.lock().released()).isFalse();
        assertThat(gpio.isActive("RELAY")).isFalse();
        control.lockdown(true);
        assertThatThrownBy(() -> control.unlock(Duration.ofSeconds(1)))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("lockdown");
        control.lockdown(false);
        assertThat(control.unlock(Duration.ofSeconds(1)).released()).isTrue();
        patiently().until(() -> count(EventType.DOOR_UNLOCKED) == 2);
        assertThat(first(EventType.DOOR_UNLOCKED).event().detail().toString()).contains("local:");
    }

    @Test
    void peopleComeAndGoAndAreTakenAtTheCamera() {
        scene = TestPhotos.atTheDoor();
        EnrolmentReport report = control.capturePerson(FAIR, "Fair Person");
        assertThat(report.person().templates()).isNotEmpty().allMatch(each -> each.source().equals("camera"));
        patiently().until(() -> gpio.isActive("RELAY"));
        assertThat(control.people().people()).hasSize(1);
        assertThat(report.photos()).extracting(EnrolmentReport.Outcome::used).as("the camera shows a still").containsExactly(true, false, false);
        PersonId twin = new PersonId("twin");
        assertThatThrownBy(() -> control.addPerson(twin, "Twin", List.of(TestPhotos.enrolled())))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("enrolled already, as fair")
                .hasMessageContaining("--allow-duplicate");
        assertThatThrownBy(() -> control.capturePerson(twin, "Twin")).hasMessageContaining("enrolled already, as fair");
        assertThat(control.people().people()).hasSize(1);
        EnrolmentReport allowed = control.addPerson(twin, "Twin", List.of(TestPhotos.enrolled()), Duplicates.ALLOW);
        assertThat(allowed.lookalikes()).containsExactly(FAIR);
        control.removePerson(FAIR);
        assertThatThrownBy(() -> control.person(FAIR)).isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> control.removePerson(FAIR)).isInstanceOf(ControlException.class);
        patiently().until(() -> count(EventType.PERSON_REMOVED) == 1);
        assertThat(control.events(100, OptionalLong.empty()).toString()).doesNotContain("Fair Person");
    }

    @Test
    void aPhotographOfSomebodyElseIsNotMixedIn() {
        Photo one = TestPhotos.enrolled();
        Photo two = TestPhotos.enrolledAgain();
        Photo other = TestPhotos.another();
        assertThatThrownBy(() -> control.addPerson(FAIR, "Fair", List.of(one, other)))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("sample3.png: shows another person than sample1-left.png")
                .hasMessageContaining("sample1-left.png: shows another person than sample3.png")
                .hasMessageContaining("cannot be told");
        assertThat(control.people().people()).isEmpty();

        EnrolmentReport three = control.addPerson(FAIR, "Fair", List.of(one, other, two));
        assertThat(three.photos()).extracting(EnrolmentReport.Outcome::used).containsExactly(true, false, true);
        assertThat(three.photos().get(1).why()).contains("another person than sample3.png, sample1-right.png");
        assertThat(three.person().templates()).hasSize(2);

        assertThatThrownBy(() -> control.addPerson(FAIR, "Fair", List.of(other)))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("the templates already enrolled");
        assertThat(control.person(FAIR).templates()).hasSize(2);
        assertThat(control.addPerson(FAIR, "Fair", List.of(other, one)).person().templates()).hasSize(1);
        assertThat(control.addPerson(new PersonId("other"), "Other", List.of(other)).lookalikes()).isEmpty();
    }

    @Test
    void photographsThatAreNoneAreRefusedOneByOneWithTheReason() {
        assertThatThrownBy(() -> control.addPerson(
                        FAIR,
                        "Fair",
                        List.of(new Photo("empty.jpg", new byte[0]), new Photo("text.jpg", "hello".getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("empty.jpg: the file")
                .hasMessageContaining("text.jpg: not a")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).split("empty.jpg", -1)).as("named once").hasSize(2));
        assertThat(control.people().people()).isEmpty();
    }

    @Test
    void aSnapshotIsAJpegAndEventsCanBeFollowed() {
        assertThat(control.snapshot().bytes()).startsWith(0xFF, 0xD8, 0xFF);
        Thread.ofVirtual().start(() -> {
            press();
        });
        StringBuilder seen = new StringBuilder();
        control.followEvents(OptionalLong.of(1), json -> {
            seen.append(json);
            return !json.contains(EventType.DOOR_REX.type());
        });
        assertThat(seen).contains(EventType.HEALTH_STARTED.type()).contains(EventType.DOOR_REX.type());
    }

    @Test
    void aSecondDaemonOfTheSameStateIsRefused() throws IOException {
        Config same = config("");
        assertThatThrownBy(() -> Linteld.start(same, backEnds()))
                .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.UNAVAILABLE));
        assertThat(control.door().relay()).isTrue();
    }

    @Test
    void withoutADaemonPeopleAndEventsAreStillThere() throws IOException {
        enrol();
        assertThatThrownBy(() -> new StateControl(config(""), backEnds(), "local:test")).isInstanceOf(ControlException.class);
        daemon.close();
        try (Control bare = new StateControl(config(""), backEnds(), "local:test")) {
            assertThat(bare.people().people()).hasSize(1);
            bare.removePerson(FAIR);
            assertThat(bare.events(1, OptionalLong.empty()).getFirst()).contains(EventType.PERSON_REMOVED.type());
            assertThatThrownBy(bare::door).isInstanceOf(ControlException.class).hasMessageContaining("running daemon");
        }
    }

    @Test
    void aDamagedBundleTakesTheEyesAndNothingElse() throws IOException {
        daemon.close();
        Path broken = Files.createDirectory(directory.resolve("broken"));
        try (var files = Files.list(TestPhotos.bundle())) {
            for (Path file : files.toList()) {
                Files.copy(file, broken.resolve(file.getFileName()));
            }
        }
        Path model;
        try (var files = Files.list(broken)) {
            model = files.filter(each -> each.toString().endsWith(".onnx")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        gpio = new SimGpio(System::nanoTime);
        daemon = Linteld.start(config(broken), backEnds());
        patiently().until(() -> !component("recognition").detail().equals("starting"));
        assertThat(component("recognition").state()).isEqualTo(HealthState.OFFLINE);
        assertThat(component("recognition").detail()).contains(model.getFileName().toString());
        press();
        patiently().until(() -> gpio.isActive("RELAY"));
        assertThat(control.unlock(Duration.ofSeconds(1)).released()).isTrue();
    }

    @Test
    void withoutABrokerTheDoorWorksAndTheEventsWait() throws IOException {
        daemon.close();
        gpio = new SimGpio(System::nanoTime);
        Path file = directory.resolve("lintel.toml");
        String text = Files.readString(file)
                .replace("enabled = false", "enabled = true\nurl = \"mqtt://127.0.0.1:1\"");
        Files.writeString(file, text);
        daemon = Linteld.start(new ConfigLoader().load(file), backEnds());
        patiently().until(() -> state("uplink") == HealthState.DEGRADED && component("uplink").detail().contains("127.0.0.1"));
        press();
        patiently().until(() -> gpio.isActive("RELAY"));
        patiently().until(() -> control.status().journal().pending() >= 2);
        assertThat(control.status().journal().uplink()).isEqualTo("disconnected");
    }

    @Test
    void aBackEndThatIsNotInstalledEndsTheStartAndNamesThoseThatAre() throws IOException {
        daemon.close();
        Config wrong = config("[board]\nprovider = \"linux\"\n");
        assertThatThrownBy(() -> Linteld.start(wrong, backEnds()))
                .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.CONFIG))
                .hasMessageContaining("[board] provider")
                .hasMessageContaining("sim");
    }

    private EnrolmentReport enrol() {
        return control.addPerson(FAIR, "Fair Person", List.of(TestPhotos.enrolled()));
    }

    private void press() {
        gpio.drive("REX", true);
        gpio.drive("REX", false, System.nanoTime() + 100_000_000L);
    }

    private long count(EventType type) {
        return events().stream().filter(each -> each.event().type() == type).count();
    }

    private StampedEvent first(EventType type) {
        return events().stream().filter(each -> each.event().type() == type).findFirst().orElseThrow();
    }

    private List<StampedEvent> events() {
        EventCodec codec = new EventCodec();
        return control.events(1_000, OptionalLong.empty()).stream()
                .map(each -> codec.decode(each.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private HealthState state(String component) {
        return component(component).state();
    }

    private ComponentHealth component(String name) {
        return control.health().components().stream()
                .filter(each -> each.component().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    private Config config(Path bundle) throws IOException {
        return config(bundle, "[board]\nprovider = \"sim\"\n");
    }

    private Config config(String board) throws IOException {
        return config(TestPhotos.bundle(), board.isEmpty() ? "[board]\nprovider = \"sim\"\n" : board);
    }

    private Config config(Path bundle, String board) throws IOException {
        Path file = directory.resolve("lintel.toml");
        Files.writeString(file, """
                [site]
                id = "hq"
                [door]
                id = "front"
                unlock-time = "700ms"
                [camera]
                source = "sim:lobby"
                [gpio]
                provider = "sim"
                [gpio.relay]
                line = "RELAY"
                [gpio.rex]
                line = "REX"
                [recognition]
                bundle = "%s"
                liveness = "monitor"
                liveness-waiver = "a test with photographs"
                [state]
                directory = "state"
                [mqtt]
                enabled = false
                [control]
                socket = "socket"
                """.formatted(bundle) + board);
        return new ConfigLoader().load(file);
    }

    private BackEnds backEnds() {
        return new BackEnds(
                List.of(new SimCameraProvider(this::open)),
                List.of(new SimGpioProvider(gpio)),
                ServiceLoader.load(AcceleratorProvider.class).stream().map(ServiceLoader.Provider::get).toList(),
                List.of(new SimBoardProvider(new SimBoard(), notifier)));
    }

    private SimCamera open(CameraSettings settings) {
        if (cameraGone) {
            throw new HalException(HalErrorKind.GONE, "open camera", settings.source(), "unplugged");
        }
        SimCamera opened = new SimCamera(
                settings.source(), SimCamera.mode(TestPhotos.WIDTH, TestPhotos.HEIGHT, 15), this::paint, System::nanoTime);
        cameras.add(opened);
        Thread.ofVirtual().start(() -> pace(opened));
        return opened;
    }

    private void pace(SimCamera opened) {
        try {
            while (!over) {
                opened.step();
                Thread.sleep(66);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint(long index, MemorySegment pixels) {
        pixels.copyFrom(MemorySegment.ofArray(scene));
    }
}
