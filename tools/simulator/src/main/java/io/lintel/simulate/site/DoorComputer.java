package io.lintel.simulate.site;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.AgentInvoker;
import io.lintel.daemon.Assembly;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.HandTurned;
import io.lintel.daemon.Ports;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.uplink.MqttLink;
import io.lintel.hal.BoardInfo;
import io.lintel.hal.ClockQuality;
import io.lintel.hal.sim.SimAcceleratorProvider;
import io.lintel.hal.sim.SimBoard;
import io.lintel.hal.sim.SimBoardProvider;
import io.lintel.hal.sim.SimCameraProvider;
import io.lintel.hal.sim.SimGpio;
import io.lintel.hal.sim.SimGpioProvider;
import io.lintel.hal.sim.SimNotifier;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.disk.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The computer in the door and the daemon on it: joined as in production, turned by hand, agent by agent in an order that is never the
 * same. Of one thread.
 */
public final class DoorComputer {
    /** What looking at the clock costs the vision agent, so that its measured work takes time. */
    private static final long LOOK_NANOS = 500_000;

    private static final int ROUNDS_MAX = 4;
    private static final long STOPPING_NANOS = Duration.ofMillis(10).toNanos();

    private final VirtualClock clock;
    private final Agenda agenda;
    private final Story story;
    private final Site site;
    private final Dice dice;
    private final Random order;
    private final Path state;
    private final Config config;
    private final EventCodec codec = new EventCodec();
    private final SimDisk disk;
    private final Supplier<MqttLink> links;
    private Optional<SimBoard> board = Optional.empty();
    private Optional<HandTurned> daemon = Optional.empty();
    private List<Hand> agents = List.of();
    private String boot = "";
    private long origin;
    private boolean synchronised = true;
    private Optional<String> thrownBy = Optional.empty();
    private final Crowd crowd;
    private final List<Recall> recalls = new ArrayList<>();
    private long memoryLate;

    /**
     * What a process knew of the time before it.
     *
     * @param start when it started
     * @param begun when it began to read; nobody knew anything before
     */
    public record Recall(long start, long begun) {}

    /** A computer that is off, with this register of people. */
    public DoorComputer(
            VirtualClock clock,
            Agenda agenda,
            Story story,
            Site site,
            Dice dice,
            Path directory,
            Crowd crowd,
            Dice diskDice,
            Supplier<MqttLink> links) {
        this.clock = clock;
        this.agenda = agenda;
        this.story = story;
        this.site = site;
        this.dice = dice;
        this.order = Random.from(dice.random());
        this.state = directory.resolve("state");
        this.links = links;
        this.crowd = crowd;
        this.disk = new SimDisk(state.resolve("journal.db"), diskDice, nanos -> stall("journal", nanos), this::written);
        site.roster().begin(crowd.enrolled());
        site.openHours().believed(true);
        try {
            Files.createDirectories(state);
            crowd.settle(state.resolve("people.db"), state.resolve("people.key"));
            Path key = Files.writeString(directory.resolve(Rules.KEY_FILE), crowd.signers().operator().toPem());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            Path file = Files.writeString(directory.resolve("lintel.toml"), site.plan().toml(state));
            this.config = new ConfigLoader(Map.of()).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        power();
    }

    /** The journal's disk. */
    public SimDisk disk() {
        return disk;
    }

    /** The journal's file. */
    public Path journal() {
        return state.resolve("journal.db");
    }

    /** Whether the daemon runs. */
    public boolean runs() {
        return daemon.isPresent();
    }

    /** Which agent threw something last, in a process that lived on. */
    public Optional<String> thrownBy() {
        return thrownBy;
    }

    /** The computer loses its power and gets it back: another boot, another monotonic clock. */
    public void power() {
        boot = new UUID(dice.random().nextLong(), dice.random().nextLong()).toString();
        origin = dice.random().nextLong(-1L << 40, 1L << 40);
    }

    /** Whether the wall clock is known to be right. */
    public void clockQuality(boolean good) {
        synchronised = good;
        site.openHours().believed(good);
        board.ifPresent(running -> running.clock(quality()));
    }

    private ClockQuality quality() {
        return new ClockQuality("sim", synchronised, OptionalLong.empty());
    }

    /** Starts the daemon. */
    public void start() {
        LongSupplier nanos = clock.monotonic(origin);
        SimBoard fresh = new SimBoard(new BoardInfo("simulated", "sim", 1, 1L << 30, boot));
        fresh.clock(quality());
        board = Optional.of(fresh);
        SimGpio gpio = site.wire(nanos);
        BackEnds backEnds = new BackEnds(
                List.of(new SimCameraProvider(_ -> site.camera().open(nanos))),
                List.of(new SimGpioProvider(gpio)),
                List.of(new SimAcceleratorProvider()),
                List.of(new SimBoardProvider(fresh, new SimNotifier(Optional.of(Duration.ofSeconds(10))))));
        Ports ports = new Ports((_, _) -> new SimFaces(site.camera(), dice.random()), _ -> links.get(), disk);
        HandTurned joined = Assembly.byHand(config, backEnds, ports, nanos, clock.wallSource(), dice.secure(), this::rest);
        daemon = Optional.of(joined);
        agents = new ArrayList<>(joined.agents().stream().map(Hand::new).toList());
        site.process().started(boot, origin, clock.nanos());
        site.openHours().believed(synchronised);
        site.recall(memoryLate);
        recalls.add(new Recall(clock.nanos(), Long.MAX_VALUE));
        stall("recall", memoryLate);
        memoryLate = 0;
        story.tell(() -> "the daemon starts");
        joined.begin();
        agenda.stir();
    }

    private void written(Row row) {
        StampedEvent stamped = codec.decode(row.body());
        DoorEvent event = stamped.event();
        if (event.type() == EventType.DOOR_LOCKDOWN) {
            long happened = site.process().nanosOf(stamped.stamp().boot(), event.monoNanos());
            site.lockdownWritten("true".equals(event.detail().get("active")), happened);
        }
        story.tell(() -> "on disk: " + row.seq() + " " + event.type() + event.person().map(who -> " " + who).orElse("")
                + event.reason().map(why -> " " + why.wire()).orElse("") + " " + event.detail());
    }

    /** One agent, and whether it is held up. */
    private static final class Hand {
        private final AgentInvoker invoker;
        private final String role;
        private final boolean looks;
        private long stalledUntil;

        Hand(AgentInvoker invoker) {
            this.invoker = invoker;
            this.role = invoker.agent().roleName();
            this.looks = role.equals("vision");
        }
    }

    /** The names of the agents. */
    public List<String> roles() {
        return agents.stream().map(each -> each.role).sorted().toList();
    }

    /** An agent is held up: by its disk, by the scheduler, by anything. */
    public void stall(String role, long nanos) {
        agents.stream()
                .filter(each -> each.role.equals(role))
                .forEach(each -> each.stalledUntil = Math.max(each.stalledUntil, clock.nanos() + nanos));
    }

    /** Tells the door something; whether there was anybody to hear it. */
    public boolean tell(DoorMessage message) {
        return daemon.map(running -> running.tell(message)).orElse(false);
    }

    /** When which process remembered, oldest first. */
    public List<Recall> recalls() {
        return recalls;
    }

    /** The next process cannot read for so long what was before it. */
    public void memoryLate(long nanos) {
        memoryLate = nanos;
    }

    /** Has an operator's wish done at the control socket, if it is one that does not wait for the door; whether it was. */
    public boolean control(Consumer<Control> wish) {
        if (daemon.isEmpty()) {
            return false;
        }
        try {
            wish.accept(daemon.get().control());
            return true;
        } catch (ControlException e) {
            story.tell(() -> "an operator is refused: " + e.getMessage());
            return false;
        }
    }

    /** Enrols somebody by a template, where production makes that of photographs first; whether it was done. */
    public boolean enrol(PersonId person) {
        daemon.ifPresent(running -> running.register().replace(person, person.value(), crowd.templates(person)));
        return daemon.isPresent();
    }

    /** Turns every agent that is not held up until there is no more to do. */
    public void turn() {
        for (int round = 0; round < ROUNDS_MAX && runs(); round++) {
            Collections.shuffle(agents, order);
            int work = 0;
            for (Hand agent : agents) {
                work += turn(agent);
                if (disk.dead()) {
                    perish("the process ends in the middle of a write");
                    return;
                }
            }
            if (work == 0) {
                return;
            }
        }
    }

    private int turn(Hand agent) {
        if (clock.nanos() < agent.stalledUntil) {
            return 0;
        }
        clock.cost(agent.looks ? LOOK_NANOS : 0);
        long failures = agent.invoker.duty().failures();
        int work = agent.invoker.turn();
        clock.cost(0);
        if (work > 0 && agent.role.equals("recall") && recalls.getLast().begun() == Long.MAX_VALUE) {
            recalls.add(new Recall(recalls.removeLast().start(), clock.nanos()));
        }
        if (!disk.dead() && agent.invoker.duty().failures() > failures) {
            thrownBy = Optional.of(agent.role);
        }
        return agent.looks ? 0 : work;
    }

    /** The daemon stops in an orderly way. */
    public void stop() {
        story.tell(() -> "the daemon is told to stop");
        daemon.ifPresent(HandTurned::stop);
        if (site.relay().released()) {
            site.process().leftReleased();
        }
        if (disk.dead()) {
            perish("the process ends while it stops");
        } else {
            gone();
        }
        story.tell(() -> "the daemon has stopped");
    }

    private void rest() {
        clock.advanceTo(clock.nanos() + STOPPING_NANOS);
        agenda.runDue();
        for (Hand agent : agents) {
            if (agent.role.equals("journal") || agent.role.equals("uplink")) {
                turn(agent);
            }
        }
    }

    /** The process is no more, from one instruction to the next. */
    public void perish(String why) {
        story.tell(() -> why);
        Optional<HandTurned> dead = daemon;
        // First, so that nothing the kernel cleans up looks like something the door did.
        gone();
        disk.abandon();
        dead.ifPresent(HandTurned::perish);
    }

    private void gone() {
        if (runs()) {
            site.process().ended(clock.nanos());
        }
        daemon = Optional.empty();
        agents = List.of();
        site.camera().abandon();
        site.unwire();
    }
}
