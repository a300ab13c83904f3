package io.lintel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthState;
import io.lintel.core.access.Directory;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorSettings;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.Gallery;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.LivenessPolicy;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.ErrorLog;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.vision.FrameRequest;
import io.lintel.daemon.vision.GallerySource;
import io.lintel.daemon.vision.MotionSettings;
import io.lintel.daemon.vision.ScriptedFaceReader;
import io.lintel.daemon.vision.VisionAgent;
import io.lintel.daemon.vision.VisionSettings;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.LineSettings;
import io.lintel.hal.sim.CameraFault;
import io.lintel.hal.sim.FrameSource;
import io.lintel.hal.sim.SimCamera;
import io.lintel.hal.sim.SimGpio;
import io.lintel.hal.sim.SimBoard;
import io.lintel.hal.sim.SimNotifier;
import io.lintel.models.QualityFlaw;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every agent of a door on one thread under one virtual clock, with scripted models: whatever happens, it happens again the same. */
class HandTurnedDoorTest {
    private static final DoorSettings DOOR = new DoorSettings(
            Duration.ofSeconds(3),
            true,
            true,
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Direction.UNKNOWN,
            3,
            Duration.ofMinutes(1));
    private static final PersonId ANA = new PersonId("ana");

    @Test
    void anEnrolledPersonOpensTheDoorAndAStrangerDoesNot() {
        World world = new World(1, LivenessPolicy.ENFORCE);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofMillis(500));
        assertThat(world.released()).isTrue();
        DoorEvent granted = world.only(EventType.ACCESS_GRANTED);
        assertThat(granted.person()).contains(ANA);
        assertThat(granted.latency().nanos().keySet()).containsExactly(
                Stage.CAPTURE, Stage.DETECT, Stage.LANDMARKS, Stage.QUALITY, Stage.ALIGN, Stage.EMBED, Stage.MATCH,
                Stage.LIVENESS, Stage.DECIDE, Stage.RELAY);
        assertThat(granted.latency().nanos())
                .containsEntry(Stage.DETECT, 10_000_000L)
                .containsEntry(Stage.EMBED, 20_000_000L)
                .containsEntry(Stage.LIVENESS, 5_000_000L);
        // 66 ms from frame to frame at most, then 39 ms of models.
        assertThat(granted.latency().totalNanos()).isBetween(39_000_000L, 110_000_000L);
        world.leaves();
        world.run(Duration.ofSeconds(5));
        assertThat(world.released()).isFalse();

        world.stands(ScriptedFaceReader.person(world.random), 0.75, 0.95);
        world.run(Duration.ofSeconds(4));
        assertThat(world.released()).isFalse();
        assertThat(world.only(EventType.ACCESS_DENIED).reason()).contains(Reason.UNKNOWN);
        assertThat(world.only(EventType.ACCESS_DENIED).person()).isEmpty();
    }

    @Test
    void aPersonWhoStaysIsGrantedOnceAnApproach() {
        World world = new World(2, LivenessPolicy.ENFORCE);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(8));
        assertThat(world.count(EventType.ACCESS_GRANTED)).isEqualTo(1);
        assertThat(world.released()).isFalse();
    }

    @Test
    void aPhotographOfAnEnrolledPersonIsRefusedAsNotAlive() {
        World world = new World(3, LivenessPolicy.ENFORCE);
        world.stands(world.ana, 0.75, 0.05);
        world.run(Duration.ofSeconds(5));
        assertThat(world.count(EventType.ACCESS_GRANTED)).isZero();
        assertThat(world.only(EventType.ACCESS_DENIED).reason()).contains(Reason.LIVENESS);
        assertThat(world.released()).isFalse();
    }

    @Test
    void aBlurredFaceIsNotComparedAndItsFlawIsCounted() {
        World world = new World(4, LivenessPolicy.ENFORCE);
        world.reader.scene.add(new ScriptedFaceReader.Face(200, 160, world.ana, 0.75, 0.95, QualityFlaw.BLURRED));
        world.run(Duration.ofSeconds(5));
        assertThat(world.reader.steps).contains("assess").doesNotContain("embed");
        assertThat(world.metrics.flaws()).containsOnlyKeys("blurred");
        assertThat(world.only(EventType.ACCESS_DENIED).reason()).contains(Reason.QUALITY);
    }

    @Test
    void aTextureThatThePointsTakeForAFaceIsNeverComparedHoweverAlikeItsEmbedding() {
        World world = new World(14, LivenessPolicy.ENFORCE);
        world.reader.recognisable = false;
        world.stands(world.ana, 0.95, 0.95);
        world.run(Duration.ofSeconds(5));
        assertThat(world.reader.steps).contains("embed").doesNotContain("liveness");
        assertThat(world.metrics.flaws()).containsOnlyKeys("no_face");
        assertThat(world.released()).isFalse();
        DoorEvent denied = world.only(EventType.ACCESS_DENIED);
        assertThat(denied.reason()).contains(Reason.QUALITY);
        assertThat(denied.detail()).containsEntry("flaw", "no_face");
    }

    @Test
    void theCameraGoesAndComesBackWithinTheSameDaemon() {
        World world = new World(5, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.cameraGone = true;
        world.camera.fault(CameraFault.GONE);
        world.run(Duration.ofSeconds(20));
        assertThat(world.state("camera")).isEqualTo(HealthState.OFFLINE);
        world.press();
        assertThat(world.released()).as("the exit button works without a camera").isTrue();
        world.run(Duration.ofSeconds(4));
        world.cameraGone = false;
        world.run(Duration.ofSeconds(15));
        assertThat(world.state("camera")).isEqualTo(HealthState.OK);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(1));
        assertThat(world.released()).isTrue();
        assertThat(world.events().stream().filter(each -> each.type() == EventType.HEALTH_CHANGED)
                .map(each -> each.detail().get("component") + " " + each.detail().get("state")))
                .containsExactly("camera offline", "camera ok");
    }

    @Test
    void aStalledJournalStopsGrantsByFaceButNotTheExitButtonAndEverythingIsWrittenInOrderAfter() {
        World world = new World(6, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.journalStalled = true;
        DoorEvent filler = DoorEvent.of(EventType.HEALTH_STARTED, world.moment(), Map.of());
        while (world.bridge.offer(filler)) {
            world.filled++;
        }
        world.press();
        assertThat(world.released()).isTrue();
        world.run(Duration.ofSeconds(4));
        assertThat(world.released()).isFalse();
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(1));
        assertThat(world.released()).as("no face is granted that could not be accounted for").isFalse();
        assertThat(world.state("door")).isEqualTo(HealthState.DEGRADED);
        world.leaves();
        world.run(Duration.ofSeconds(2));
        world.press();
        assertThat(world.released()).isTrue();
        world.journalStalled = false;
        world.run(Duration.ofSeconds(4));
        assertThat(world.state("door")).isEqualTo(HealthState.OK);
        assertThat(world.count(EventType.HEALTH_STARTED)).isEqualTo(world.filled);
        assertThat(world.count(EventType.DOOR_REX)).isEqualTo(2);
        assertThat(world.only(EventType.ACCESS_DENIED).reason()).contains(Reason.DEGRADED);
        assertThat(world.events().stream().filter(each -> each.type() != EventType.HEALTH_STARTED))
                .isSortedAccordingTo((a, b) -> Long.signum(a.monoNanos() - b.monoNanos()));
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(1));
        assertThat(world.count(EventType.ACCESS_GRANTED)).isEqualTo(1);
    }

    @Test
    void modelsThatFailAreLoadedAgain() {
        World world = new World(7, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.reader.broken = true;
        world.run(Duration.ofSeconds(1));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OFFLINE);
        world.reader.broken = false;
        world.run(Duration.ofSeconds(4));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OK);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(1));
        assertThat(world.released()).isTrue();
    }

    @Test
    void modelsThatCannotEvenBeClosedAreLookedThroughNoMore() {
        World world = new World(15, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.reader.broken = true;
        world.reader.unclosable = true;
        world.reader.steps.clear();
        world.run(Duration.ofSeconds(1));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OFFLINE);
        assertThat(world.reader.steps).as("not a step after it was closed").containsExactly("detect", "close");
        world.reader.broken = false;
        world.run(Duration.ofSeconds(4));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OK);
    }

    @Test
    void ofModelsThatCannotBeUsedNothingStays() {
        World world = new World(16, LivenessPolicy.ENFORCE);
        world.reader.uncalibrated = true;
        world.run(Duration.ofSeconds(1));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OFFLINE);
        assertThat(world.condition("recognition").detail()).contains("written by nobody");
        assertThat(world.reader.steps).containsExactly("close");
        world.reader.uncalibrated = false;
        world.run(Duration.ofSeconds(4));
        assertThat(world.state("recognition")).isEqualTo(HealthState.OK);
    }

    @Test
    void aStreamThatFreezesWithSomebodyOnItOpensNothingAndIsTold() {
        World world = new World(17, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.camera.fault(CameraFault.FROZEN);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(4));
        assertThat(world.released()).isFalse();
        DoorEvent denied = world.only(EventType.ACCESS_DENIED);
        assertThat(denied.reason()).as("while it stands there").contains(Reason.LIVENESS);
        assertThat(denied.person()).contains(ANA);
        world.run(Duration.ofSeconds(8));
        assertThat(world.state("camera")).isEqualTo(HealthState.DEGRADED);
        assertThat(world.condition("camera").detail()).isEqualTo("the picture of sim:lobby has not changed for 10 s");
        world.camera.fault(CameraFault.NONE);
        world.run(Duration.ofMillis(400));
        assertThat(world.released()).as("who really stands there is let in").isTrue();
        assertThat(world.state("camera")).isEqualTo(HealthState.OK);
    }

    @Test
    void whoWasRemovedAMomentAgoIsNotLetIn() {
        World world = new World(8, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(1));
        world.gallery = Optional.of(Gallery.builder(ScriptedFaceReader.SPACE, ScriptedFaceReader.DIMENSION).revision(2).build());
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofSeconds(4));
        assertThat(world.released()).isFalse();
        assertThat(world.only(EventType.ACCESS_DENIED).reason()).contains(Reason.NOT_ENROLLED);
    }

    @Test
    void aStillSceneIsSparedAndAFaceInItIsNot() {
        World world = new World(9, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(10));
        long looked = world.metrics.framesAnalysed();
        assertThat(world.metrics.framesStill()).isGreaterThan(80);
        assertThat(looked).isLessThan(60);
        world.stands(world.ana, 0.75, 0.95);
        world.run(Duration.ofMillis(800));
        assertThat(world.released()).as("seen within the look-about of half a second").isTrue();
    }

    @Test
    void theWatchdogIsFedThroughoutAndTheDoorForcedIsToldOf() {
        World world = new World(10, LivenessPolicy.ENFORCE);
        world.run(Duration.ofSeconds(3));
        world.gpio.drive("CONTACT", true);
        world.run(Duration.ofSeconds(1));
        assertThat(world.door.report().state()).isEqualTo(DoorState.FORCED_OPEN);
        assertThat(world.count(EventType.DOOR_FORCED)).isEqualTo(1);
        assertThat(world.notifier.messages()).containsOnlyOnce("READY=1");
        assertThat(world.notifier.messages().stream().filter("WATCHDOG=1"::equals).count()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theSameSeedIsTheSameDay() {
        assertThat(day(11)).isEqualTo(day(11)).isNotEqualTo(day(12));
    }

    private static List<DoorEvent> day(long seed) {
        World world = new World(seed, LivenessPolicy.ENFORCE);
        for (int visit = 0; visit < 5; visit++) {
            float[] visitor = world.random.nextBoolean() ? world.ana : ScriptedFaceReader.person(world.random);
            world.stands(visitor, 0.4 + 0.4 * world.random.nextDouble(), world.random.nextDouble());
            world.run(Duration.ofMillis(500 + world.random.nextInt(3_000)));
            world.leaves();
            world.run(Duration.ofMillis(1_500 + world.random.nextInt(3_000)));
        }
        return world.events();
    }

    /** One door and what stands before it. */
    private static final class World implements GallerySource {
        final TestClock clock = new TestClock();
        final Random random;
        final float[] ana;
        final SimGpio gpio = new SimGpio(clock);
        final SimNotifier notifier = new SimNotifier(Optional.of(Duration.ofSeconds(2)));
        final Health health = new Health(clock);
        final Metrics metrics = new Metrics(new PrometheusRegistry());
        final ScriptedFaceReader reader;
        final Mailbox<JournalMessage> journal = new Mailbox<>(JournalAgent.MAILBOX_MAX);
        final JournalBridge bridge = new JournalBridge(journal, Optional.empty());
        final List<DoorEvent> written = new ArrayList<>();
        final DoorAgent door;
        final List<AgentInvoker> agents = new ArrayList<>();
        final ErrorLog errors = new ErrorLog();
        Optional<Gallery> gallery = Optional.empty();
        SimCamera camera = camera();
        boolean cameraGone;
        boolean journalStalled;
        long filled;
        private long nextFrameNanos;

        World(long seed, LivenessPolicy liveness) {
            random = new Random(seed);
            ana = ScriptedFaceReader.person(random);
            reader = new ScriptedFaceReader(random, clock::advance);
            FrameSlot slot = new FrameSlot();
            Mailbox<DoorMessage> mailbox = new Mailbox<>(DoorAgent.MAILBOX_MAX);
            Mailbox<FrameRequest> requests = new Mailbox<>(4);
            List<DutyCycle> duties = new ArrayList<>();
            VisionSettings settings = new VisionSettings(0.001, liveness, 60, 8, Duration.ZERO, MotionSettings.DEFAULT);
            add(duties, new CaptureAgent(this::openCamera, "sim:lobby", slot, health.component("camera"), metrics, random));
            add(duties, new VisionAgent(
                    slot, () -> reader, this, mailbox, requests, settings, clock, metrics, health.component("recognition"),
                    health.component("faces"), random));
            Component relay = health.component("relay");
            DoorController controller = new DoorController(DOOR);
            controller.on(DoorInput.Recalled.NOTHING, new Moment(clock.getAsLong(), clock.instant()));
            door = new DoorAgent(
                    controller,
                    new Relay("gpio.relay", () -> gpio.output(LineSettings.of("", "RELAY"), false), false, relay, random),
                    mailbox,
                    bridge,
                    clock,
                    clock,
                    metrics,
                    health.component("door"),
                    () -> Directory.UNTOLD,
                    Optional.empty(),
                    Optional.empty());
            add(duties, input("rex", "REX", DoorInput.Rex::new, mailbox));
            add(duties, input("contact", "CONTACT", DoorInput.Contact::new, mailbox));
            add(duties, door);
            Supervisor supervisor = new Supervisor(health, duties, new SimBoard(), notifier, bridge, clock, List.of());
            agents.add(new AgentInvoker(supervisor, duty(supervisor), errors, clock, random));
            nextFrameNanos = clock.getAsLong();
        }

        private InputAgent input(String name, String line, InputAgent.Meaning meaning, Mailbox<DoorMessage> mailbox) {
            return new InputAgent(
                    name, () -> gpio.input(LineSettings.of("", line)), meaning, mailbox, health.component(name), random);
        }

        private void add(List<DutyCycle> duties, Agent agent) {
            DutyCycle duty = duty(agent);
            duties.add(duty);
            agents.add(new AgentInvoker(agent, duty, errors, clock, random));
        }

        private DutyCycle duty(Agent agent) {
            long limit = Duration.ofSeconds(2).toNanos();
            return new DutyCycle(agent.roleName(), limit, limit, clock.getAsLong());
        }

        private SimCamera camera() {
            return new SimCamera(
                    "sim:lobby",
                    SimCamera.mode(64, 48, 15),
                    FrameSource.solid(90).unrepeated(),
                    clock);
        }

        private SimCamera openCamera() {
            if (cameraGone) {
                throw new HalException(
                        HalErrorKind.GONE, "open camera", "sim:lobby", "unplugged");
            }
            camera = camera();
            return camera;
        }

        void stands(float[] person, double likeness, double liveness) {
            reader.scene.clear();
            reader.scene.add(new ScriptedFaceReader.Face(200, 160, person, likeness, liveness, QualityFlaw.NONE));
        }

        void leaves() {
            reader.scene.clear();
        }

        void press() {
            gpio.drive("REX", true);
            run(Duration.ofMillis(100));
            gpio.drive("REX", false);
            run(Duration.ofMillis(100));
        }

        /** Lets time pass in steps of five milliseconds, and every agent turn in each. */
        void run(Duration span) {
            long end = clock.getAsLong() + span.toNanos();
            while (clock.getAsLong() - end < 0) {
                if (clock.getAsLong() - nextFrameNanos >= 0) {
                    camera.step();
                    nextFrameNanos = clock.getAsLong() + Duration.ofMillis(66).toNanos();
                }
                for (AgentInvoker agent : agents) {
                    agent.turn();
                }
                writeJournal();
                clock.advanceMillis(5);
            }
            assertThat(errors.total()).isZero();
        }

        private void writeJournal() {
            if (journalStalled) {
                return;
            }
            for (Optional<JournalMessage> next = journal.poll(); next.isPresent(); next = journal.poll()) {
                if (next.get() instanceof JournalMessage.Append append) {
                    written.add(append.event());
                }
            }
        }

        boolean released() {
            return gpio.isActive("RELAY");
        }

        List<DoorEvent> events() {
            return written;
        }

        long count(EventType type) {
            return written.stream().filter(each -> each.type() == type).count();
        }

        DoorEvent only(EventType type) {
            List<DoorEvent> found = written.stream().filter(each -> each.type() == type).toList();
            assertThat(found).as("events of type %s among %s", type, written).hasSize(1);
            return found.getFirst();
        }

        HealthState state(String component) {
            return condition(component).state();
        }

        ComponentHealth condition(String component) {
            return health.report().components().stream()
                    .filter(each -> each.component().equals(component))
                    .findFirst()
                    .orElseThrow();
        }

        Moment moment() {
            return new Moment(clock.getAsLong(), clock.instant());
        }

        @Override
        public void activate(String space, int dimension) {
            gallery = Optional.of(Gallery.builder(space, dimension).revision(1).add(ANA, space, ana).build());
        }

        @Override
        public Optional<Gallery> gallery() {
            return gallery;
        }
    }
}
