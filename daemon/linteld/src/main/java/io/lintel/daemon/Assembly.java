package io.lintel.daemon;

import io.lintel.core.command.Claims;
import io.lintel.core.command.CommandRules;
import io.lintel.core.command.PassageNotice;
import io.lintel.core.control.ControlException;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorController;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.PatternPlayer.Output;
import io.lintel.core.event.Direction;
import io.lintel.core.vision.LivenessPolicy;
import io.lintel.daemon.config.CommandKeyFile;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.control.ControlServer;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.DutyCycle;
import io.lintel.daemon.health.ErrorLog;
import io.lintel.daemon.health.Health;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalAgent;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StateDirectory;
import io.lintel.daemon.store.StoreException;
import io.lintel.daemon.uplink.CertificateWatch;
import io.lintel.daemon.uplink.CommandAccess;
import io.lintel.daemon.uplink.CommandKeys;
import io.lintel.daemon.uplink.HomeAssistant;
import io.lintel.daemon.uplink.Topics;
import io.lintel.daemon.uplink.WhereaboutsAccess;
import io.lintel.daemon.uplink.UplinkAgent;
import io.lintel.daemon.uplink.UplinkMessage;
import io.lintel.daemon.uplink.UplinkSettings;
import io.lintel.daemon.vision.FrameRequest;
import io.lintel.daemon.vision.MotionSettings;
import io.lintel.daemon.vision.VisionAgent;
import io.lintel.daemon.vision.VisionSettings;
import io.lintel.hal.Board;
import io.lintel.hal.BoardProvider;
import io.lintel.hal.CameraProvider;
import io.lintel.hal.LineSettings;
import io.lintel.hal.SessionSettings;
import io.lintel.models.Bundle;
import io.lintel.models.FaceModels;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Joins the daemon's parts; the only place that knows them all. What must be right before anything runs (names of back-ends, the
 * state directory, the socket) is checked here; devices, models, disk and broker may come later.
 */
public final class Assembly {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final int FRAME_REQUESTS_MAX = 8;

    private final Config config;
    private final Ports ports;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final SecureRandom random;
    private final ErrorLog errors = new ErrorLog();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<AgentInvoker> invokers = new ArrayList<>();
    private final List<DutyCycle> duties = new ArrayList<>();
    private final List<Runnable> chores = new ArrayList<>();
    private final Health health;
    private final CameraProvider cameras;
    private final SharedAccelerator accelerator;
    private final BoardProvider boards;
    private final SharedGpio gpio;

    private Assembly(
            Config config, BackEnds backEnds, Ports ports, LongSupplier nanos, InstantSource wall, SecureRandom random) {
        this.config = config;
        this.ports = ports;
        this.nanos = nanos;
        this.wall = wall;
        this.random = random;
        this.health = new Health(wall);
        this.cameras = backEnds.camera(config.camera().scheme());
        this.accelerator = new SharedAccelerator(backEnds.accelerator(config.accelerator().provider()));
        this.boards = backEnds.board(config.board().provider());
        this.gpio = new SharedGpio(backEnds.gpio(config.gpio().provider()));
    }

    /**
     * Joins a daemon, which then waits to be started.
     *
     * @throws StartException when it cannot be
     */
    public static Daemon join(
            Config config, BackEnds backEnds, LongSupplier nanos, InstantSource wall, SecureRandom random) {
        return new Assembly(config, backEnds, Ports.REAL, nanos, wall, random).join(AgentRunner.PAUSE).daemon();
    }

    /**
     * Joins the same daemon for one thread, whose owner turns its agents and its clocks.
     *
     * @param pause lets time pass while the daemon stops: the journal and the uplink must be turned meanwhile
     * @throws StartException when it cannot be joined
     */
    public static HandTurned byHand(
            Config config,
            BackEnds backEnds,
            Ports ports,
            LongSupplier nanos,
            InstantSource wall,
            SecureRandom random,
            Daemon.Pause pause) {
        return new Assembly(config, backEnds, ports, nanos, wall, random).join(pause);
    }

    private HandTurned join(Daemon.Pause pause) {
        StateDirectory state = state();
        try {
            return join(state, pause);
        } catch (ControlException e) {
            state.close();
            throw new StartException(ExitCode.NO_PERMISSION, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private HandTurned join(StateDirectory state, Daemon.Pause pause) {
        Board board = boards.board();
        Metrics metrics = new Metrics(registry);
        FrameSlot slot = new FrameSlot();
        Mailbox<DoorMessage> doorMailbox = new Mailbox<>(DoorAgent.MAILBOX_MAX);
        Mailbox<FrameRequest> frameRequests = new Mailbox<>(FRAME_REQUESTS_MAX);
        Mailbox<JournalMessage> journalMailbox = new Mailbox<>(JournalAgent.MAILBOX_MAX);
        Optional<Mailbox<UplinkMessage>> uplinkMailbox =
                config.mqtt().enabled() ? Optional.of(new Mailbox<>(UplinkAgent.MAILBOX_MAX)) : Optional.empty();
        JournalBridge bridge = new JournalBridge(journalMailbox, uplinkMailbox);
        AtomicBoolean stopping = new AtomicBoolean();

        CaptureAgent capture = capture(slot, metrics);
        StateAssembly stored = new StateAssembly(config, state, ports.disk(), nanos, wall, random);
        PeopleRegister register = stored.register(health.component("people"));
        Enrolment enrolment = new Enrolment(this::enrolmentModels, register, bridge, wall, nanos);
        VisionAgent vision = vision(slot, register, doorMailbox, frameRequests, metrics);
        DoorAgent door = door(doorMailbox, register, bridge, metrics);
        inputs(doorMailbox);
        chores.add(new ClockTeller(board::clock, wall, config.site().clock(), doorMailbox));
        JournalReader reader = stored.reader();
        JournalAgent journal = journal(stored.journal(board, register), journalMailbox, bridge);
        add(new RecallAgent(reader, doorMailbox, health.component("memory"), seeded()), Duration.ofSeconds(60), SHORT);
        Optional<UplinkAgent> uplink = uplinkMailbox.map(mailbox -> uplink(
                stored.reader(), journalMailbox, mailbox, commands(board, doorMailbox, bridge), whereabouts(board, doorMailbox)));

        Wiring[] wiring = new Wiring[1];
        uplinkMailbox.ifPresent(mailbox -> {
            chores.add(new StateTeller(() -> wiring[0], board, mailbox));
            if (config.mqtt().metrics().isPositive()) {
                chores.add(new GaugeTeller(() -> wiring[0], board, errors, mailbox, config.mqtt().metrics(), nanos));
            }
        });
        chores.add(new ClockWatch(board::clock, bridge, nanos, wall));
        Supervisor supervisor = new Supervisor(health, duties, board, boards.notifier(), bridge, wall, chores);
        Gauges gauges = new Gauges(registry, health, duties, errors, slot, journal, bridge, board);
        wiring[0] = new Wiring(
                config,
                wall.instant(),
                cameraLabel(),
                health,
                metrics,
                gauges,
                slot,
                capture,
                vision,
                door,
                journal,
                uplink,
                bridge,
                reader,
                register,
                enrolment,
                doorMailbox,
                frameRequests,
                duties,
                stopping);
        ControlServer control = new ControlServer(
                config.control().socket(), operator -> new DaemonControl(wiring[0], operator), nanos, errors);
        AgentInvoker watch = new AgentInvoker(
                supervisor, new DutyCycle("supervisor", SHORT.toNanos(), SHORT.toNanos(), nanos.getAsLong()), errors, nanos, random);
        Daemon daemon = new Daemon(
                wiring[0], List.copyOf(invokers), watch, control, gpio, accelerator, state, boards.notifier(), nanos, wall, pause);
        return new HandTurned(daemon, wiring[0], List.copyOf(invokers), watch);
    }

    private StateDirectory state() {
        try {
            return StateDirectory.open(config.state().directory());
        } catch (StoreException e) {
            ExitCode exit = switch (e.kind()) {
                case BUSY -> ExitCode.UNAVAILABLE;
                case DENIED -> ExitCode.NO_PERMISSION;
                case FULL, IO, DAMAGED, NEWER, KEY, OTHER -> ExitCode.TEMPORARY;
            };
            throw new StartException(exit, String.valueOf(e.getMessage()), e);
        }
    }

    private CaptureAgent capture(FrameSlot slot, Metrics metrics) {
        CaptureAgent agent = new CaptureAgent(
                () -> cameras.open(config.camera()), cameraLabel(), slot, health.component("camera"), metrics, seeded());
        add(agent, config.camera().openTimeout().multipliedBy(2).plus(SHORT), SHORT);
        return agent;
    }

    private VisionAgent vision(
            FrameSlot slot,
            PeopleRegister register,
            Mailbox<DoorMessage> door,
            Mailbox<FrameRequest> requests,
            Metrics metrics) {
        Config.Recognition recognition = config.recognition();
        LivenessPolicy liveness = LivenessPolicy.valueOf(recognition.liveness().name());
        VisionSettings settings = new VisionSettings(
                recognition.fpir(),
                liveness,
                recognition.minFaceWidth(),
                recognition.maxFaces(),
                recognition.dwell(),
                recognition.motionGate() ? MotionSettings.DEFAULT : MotionSettings.OFF);
        // Needed when the bundle is read and the accelerator open: a second or two later.
        ports.faces().soon();
        VisionAgent agent = new VisionAgent(
                slot, () -> ports.faces().load(config, accelerator), register, door, requests, settings, nanos, metrics, health.component("recognition"),
                health.component("faces"), seeded());
        // An accelerator may compile its engines for minutes at the first start.
        add(agent, SHORT.multipliedBy(2), Duration.ofMinutes(20));
        return agent;
    }

    private DoorAgent door(Mailbox<DoorMessage> mailbox, PeopleRegister register, EventSink journal, Metrics metrics) {
        boolean failSafe = config.gpio().relay().failSafe();
        LineSettings line = config.gpio().relay().line();
        Component relayHealth = health.component("relay");
        Relay relay = new Relay("gpio.relay", () -> gpio.output(line, failSafe), failSafe, relayHealth, seeded());
        DoorAgent agent = new DoorAgent(
                new DoorController(config.door().settings(), config.door().access()),
                relay,
                mailbox,
                journal,
                nanos,
                wall,
                metrics,
                health.component("door"),
                register::directory,
                // A line that is not driven must tell the other door that this one is not secure.
                config.gpio().unsecured().map(unsecured -> output("unsecured", unsecured, true)),
                signals());
        add(agent, SHORT, SHORT);
        return agent;
    }

    private Optional<Mailbox<Indication>> signals() {
        Config.Signals signals = config.gpio().signals();
        Map<Output, Relay> lines = new EnumMap<>(Output.class);
        signals.buzzer().ifPresent(line -> lines.put(Output.BUZZER, output("buzzer", line, false)));
        signals.granted().ifPresent(line -> lines.put(Output.GRANTED, output("led-granted", line, false)));
        signals.denied().ifPresent(line -> lines.put(Output.DENIED, output("led-denied", line, false)));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Mailbox<Indication> mailbox = new Mailbox<>(SignalAgent.MAILBOX_MAX);
        add(new SignalAgent(lines, mailbox, nanos), SHORT, SHORT);
        return Optional.of(mailbox);
    }

    private Relay output(String name, LineSettings line, boolean activeAtRest) {
        return new Relay("gpio." + name, () -> gpio.output(line, activeAtRest), activeAtRest, health.component(name), seeded());
    }

    private void inputs(Mailbox<DoorMessage> door) {
        input("contact", config.gpio().contact(), DoorInput.Contact::new, door);
        input("rex", config.gpio().rex(), new ButtonMeaning(DoorInput.Rex::new), door);
        input("tamper", config.gpio().tamper(), DoorInput.Tamper::new, door);
        input("fire", config.gpio().fire(), DoorInput.Fire::new, door);
        input("interlock", config.gpio().interlock(), new InterlockMeaning(), door);
        input("second-factor", config.gpio().secondFactor(), new ButtonMeaning(DoorInput.Factor::new), door);
        input("duress", config.gpio().duress(), new ButtonMeaning(DoorInput.Duress::new), door);
        input("going-in", config.gpio().goingIn(), new ButtonMeaning(active -> new DoorInput.Going(Direction.Way.IN, active)), door);
        input("going-out", config.gpio().goingOut(), new ButtonMeaning(active -> new DoorInput.Going(Direction.Way.OUT, active)), door);
    }

    private void input(String name, Optional<LineSettings> line, InputAgent.Meaning meaning, Mailbox<DoorMessage> door) {
        line.ifPresent(settings -> add(
                new InputAgent(name, () -> gpio.input(settings), meaning, door, health.component(name), seeded()), SHORT, SHORT));
    }

    private JournalAgent journal(Journal journal, Mailbox<JournalMessage> mailbox, JournalBridge bridge) {
        JournalAgent agent = new JournalAgent(journal, mailbox, bridge, wall, nanos, seeded());
        chores.add(StoreWatch.journal(agent, health.component("journal")));
        // A damaged card may stall for long before it fails; the check of a large journal at the start takes its time as well.
        add(agent, Duration.ofSeconds(60), Duration.ofMinutes(10));
        return agent;
    }

    private UplinkAgent uplink(
            JournalReader outbox,
            Mailbox<JournalMessage> journal,
            Mailbox<UplinkMessage> mailbox,
            Optional<CommandAccess> commands,
            Optional<WhereaboutsAccess> whereabouts) {
        Config.Mqtt mqtt = config.mqtt();
        Topics topics = new Topics(config.site().id(), config.door().id());
        UplinkSettings settings = new UplinkSettings(
                topics,
                mqtt.broker().url(),
                mqtt.window(),
                mqtt.acknowledgement() == Config.Acknowledgement.APPLICATION,
                mqtt.homeAssistant()
                        ? Optional.of(new HomeAssistant(topics).discovery(Version.current(), config.gpio().contact().isPresent()))
                        : Optional.empty());
        UplinkAgent agent = new UplinkAgent(
                settings,
                ports.links().apply(mqtt),
                outbox,
                journal,
                mailbox,
                wall,
                random,
                commands,
                whereabouts);
        chores.add(StoreWatch.uplink(agent, new CertificateWatch(mqtt.broker(), wall), health.component("uplink")));
        add(agent, Duration.ofSeconds(60), Duration.ofSeconds(60));
        return agent;
    }

    private Optional<CommandAccess> commands(Board board, Mailbox<DoorMessage> door, EventSink events) {
        Config.Commands commands = config.mqtt().commands();
        if (commands.keys().isEmpty()) {
            return Optional.empty();
        }
        CommandRules rules = new CommandRules(
                Claims.audience(config.site().id(), config.door().id()), commands.expiry(), commands.allowed());
        return Optional.of(new CommandAccess(rules, keys(commands.keys()), board::clock, door, events));
    }

    private Optional<WhereaboutsAccess> whereabouts(Board board, Mailbox<DoorMessage> door) {
        Config.Whereabouts heard = config.mqtt().whereabouts();
        return heard.keys().isEmpty()
                ? Optional.empty()
                : Optional.of(new WhereaboutsAccess(
                        PassageNotice.audience(config.site().id(), heard.area()), keys(heard.keys()), board::clock, door));
    }

    /** The log says at once which of them are not there: whoever misspelt a name should not hear of it by the first command. */
    private static CommandKeys keys(List<CommandKeyFile> files) {
        CommandKeys keys = new CommandKeys(files);
        var _ = keys.get();
        return keys;
    }

    private FaceModels enrolmentModels() {
        return FaceModels.load(Bundle.open(config.recognition().bundle()), accelerator.get(), _ -> SessionSettings.cpu());
    }

    private String cameraLabel() {
        return config.camera().source().replaceAll("://[^/@\\s]*@", "://***@");
    }

    private void add(Agent agent, Duration limit, Duration startLimit) {
        DutyCycle duty = new DutyCycle(agent.roleName(), limit.toNanos(), startLimit.toNanos(), nanos.getAsLong());
        duties.add(duty);
        invokers.add(new AgentInvoker(agent, duty, errors, nanos, seeded()));
    }

    /** Jitter needs no secrecy, only difference: each agent has its own, so that they share nothing. */
    private RandomGenerator seeded() {
        return new Random(random.nextLong());
    }
}
