package io.lintel.simulate.life;

import io.lintel.hal.sim.CameraFault;
import io.lintel.simulate.broker.Mishaps;
import io.lintel.simulate.broker.SimBroker;
import io.lintel.simulate.broker.SimBroker.Mood;
import io.lintel.simulate.broker.SimHub;
import io.lintel.simulate.disk.SimDisk;
import io.lintel.simulate.site.Agenda;
import io.lintel.simulate.site.Dice;
import io.lintel.simulate.site.DoorComputer;
import io.lintel.simulate.site.DoorPlan;
import io.lintel.simulate.site.Fault;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Story;
import io.lintel.simulate.site.Switch;
import io.lintel.simulate.site.VirtualClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What goes wrong: in each world some kinds of it, so that each kind is also alone with few others. Of one thread. */
public final class Faults {
    private static final double SHARE = 0.4;
    private static final int FREEZE_TRIES = 200;
    private static final long FREEZE_WAIT_NANOS = Duration.ofMillis(700).toNanos();
    /** Lines that another program may hold. */
    private static final List<String> LINES = List.of(DoorPlan.RELAY, Switch.Role.REX.name(), Switch.Role.FIRE.name());

    private static final List<Switch.Role> BOUNCING =
            List.of(Switch.Role.CONTACT, Switch.Role.REX, Switch.Role.TAMPER, Switch.Role.FIRE);

    private final VirtualClock clock;
    private final Agenda agenda;
    private final Story story;
    private final Dice dice;
    private final Site site;
    private final DoorComputer computer;
    private final ServiceManager manager;
    private final SimBroker broker;
    private final SimHub hub;
    private final Set<Fault> kinds;
    private final Routine routine;

    /** All is well so far. */
    public Faults(
            VirtualClock clock,
            Agenda agenda,
            Story story,
            Dice dice,
            Site site,
            DoorComputer computer,
            ServiceManager manager,
            SimBroker broker,
            SimHub hub,
            Set<Fault> kinds) {
        this.clock = clock;
        this.agenda = agenda;
        this.story = story;
        this.dice = dice;
        this.site = site;
        this.computer = computer;
        this.manager = manager;
        this.broker = broker;
        this.hub = hub;
        this.kinds = kinds;
        this.routine = new Routine(agenda, dice);
    }

    /** The kinds that one world has to bear. */
    public static Set<Fault> kinds(Dice dice) {
        EnumSet<Fault> some = EnumSet.noneOf(Fault.class);
        for (Fault kind : Fault.values()) {
            if (dice.chance(SHARE)) {
                some.add(kind);
            }
        }
        return some;
    }

    /** Things begin to go wrong. */
    public void begin() {
        for (Fault kind : kinds) {
            routine.often(Duration.ofSeconds(dice.between(150, 1_500)), () -> happen(kind));
        }
        if (site.plan().rules().years()) {
            routine.later(dice.millis(30_000, 150_000), () -> years(Fault.CLOCK_YEARS_OFF));
        }
        broker.mishaps(new Mishaps(
                kinds.contains(Fault.PUBACK_LOST) ? 0.01 : 0,
                kinds.contains(Fault.MESSAGE_DUPLICATED) ? 0.05 : 0,
                kinds.contains(Fault.MESSAGE_DELAYED) ? 0.05 : 0,
                kinds.contains(Fault.HUB_ACK_LOST) ? 0.2 : 0));
    }

    /** Everything is mended. */
    public void heal() {
        routine.end();
        broker.mishaps(Mishaps.NONE);
        broker.mood(Mood.WELL);
        broker.hubAway(false);
        computer.disk().heal();
        site.camera().fault(CameraFault.NONE);
        site.gpio().ifPresent(chip -> {
            chip.replug();
            LINES.forEach(chip::vacate);
        });
        site.wires(true);
        for (Switch.Role role : Switch.Role.values()) {
            if (role != Switch.Role.CONTACT && role != Switch.Role.INTERLOCK) {
                site.at(role).set(false);
            }
        }
        site.close();
        manager.timeServer();
    }

    private void happen(Fault kind) {
        switch (kind) {
            case CAMERA_GONE -> camera(kind, CameraFault.GONE);
            case CAMERA_STUCK -> camera(kind, CameraFault.STUCK);
            case CAMERA_FROZEN -> freeze(kind, FREEZE_TRIES);
            case CAMERA_BLACK -> camera(kind, CameraFault.BLACK);
            case CAMERA_GARBAGE -> camera(kind, CameraFault.CORRUPT);
            case CONTACT_BOUNCE -> storm(kind, BOUNCING, dice.between(2, 12), dice.millis(1, 4));
            case EDGE_STORM -> storm(kind, BOUNCING,
                    dice.between(20, 60), dice.millis(1, 15));
            case GPIO_UNPLUGGED -> unplug(kind);
            case LINE_BUSY -> busy(kind);
            case AGENT_STALLED -> stall(kind);
            case DISK_SLOW -> slow(kind);
            case DISK_FULL -> disk(kind, SimDisk.Trouble.FULL);
            case DISK_FAILS -> disk(kind, SimDisk.Trouble.FAILS);
            case DISK_DOUBTFUL -> disk(kind, SimDisk.Trouble.DOUBTFUL);
            case CRASH_BEFORE_WRITE -> crash(kind, SimDisk.End.BEFORE);
            case CRASH_TORN_WRITE -> crash(kind, SimDisk.End.TORN);
            case CRASH_AFTER_WRITE -> crash(kind, SimDisk.End.AFTER);
            case KILLED -> killed(kind);
            case POWER_CUT -> power(kind, false);
            case CLOCK_1970 -> power(kind, true);
            case RESTARTED -> restart(kind);
            case MEMORY_LATE -> memory(kind);
            case CLOCK_FORWARD -> turnClock(kind, Duration.ofMillis(dice.between(1, 100_000)).multipliedBy(dice.between(1, 40_000)));
            case CLOCK_BACK -> turnClock(kind, Duration.ofMillis(dice.between(1, 100_000)).multipliedBy(-dice.between(1, 4_000)));
            case CLOCK_YEARS_OFF -> years(kind);
            case CLOCK_NOT_BELIEVED -> doubt(kind);
            case BROKER_DOWN -> mood(kind, Mood.DOWN);
            case BROKER_SILENT -> mood(kind, Mood.SILENT);
            case BROKER_REFUSES -> mood(kind, Mood.REFUSING);
            case BROKER_FORGETS -> forget(kind);
            case CONNECTION_CUT -> cut(kind);
            case HUB_AWAY -> hubAway(kind);
            case PUBACK_LOST, MESSAGE_DUPLICATED, MESSAGE_DELAYED -> { /* By the message. */ }
            case HUB_ACK_LOST -> hub.replay(Math.max(1, hub.complete() - 5), Math.max(1, hub.complete()));
            case COMMAND_REPEATED, COMMAND_LATE -> { /* By the command. */ }
        }
    }

    private void camera(Fault kind, CameraFault fault) {
        long lasts = dice.millis(1_000, 40_000);
        story.fault(kind, () -> "for " + seconds(lasts));
        site.camera().fault(fault);
        agenda.in(lasts, () -> site.camera().fault(CameraFault.NONE));
    }

    /** With somebody on the picture, if anybody comes soon. */
    private void freeze(Fault kind, int tries) {
        if (tries > 0 && site.camera().before().isEmpty()) {
            routine.later(FREEZE_WAIT_NANOS, () -> freeze(kind, tries - 1));
        } else {
            camera(kind, CameraFault.FROZEN);
        }
    }

    private void storm(Fault kind, List<Switch.Role> roles, int pulses, long gap) {
        Switch.Role role = dice.pick(roles);
        Switch contact = site.at(role);
        if (!contact.restless()) {
            story.fault(kind, () -> pulses + " times " + role.key() + ", " + gap / 1_000 + " µs apart");
            contact.bounce(contact.active(), pulses, gap);
            agenda.stir();
        }
    }

    private void unplug(Fault kind) {
        site.gpio().ifPresent(chip -> {
            long lasts = dice.millis(200, 20_000);
            story.fault(kind, () -> "for " + seconds(lasts));
            chip.unplug();
            site.wires(false);
            site.rest();
            agenda.in(lasts, () -> {
                chip.replug();
                site.wires(true);
            });
        });
    }

    private void busy(Fault kind) {
        site.gpio().ifPresent(chip -> {
            String line = dice.pick(LINES);
            long lasts = dice.millis(200, 10_000);
            story.fault(kind, () -> line + " for " + seconds(lasts));
            chip.unplug();
            chip.replug();
            chip.occupy(line, "another program");
            site.wires(false);
            site.rest();
            agenda.in(lasts, () -> {
                chip.vacate(line);
                site.wires(true);
            });
        });
    }

    private void stall(Fault kind) {
        if (computer.runs()) {
            String role = dice.pick(computer.roles());
            long lasts = role.equals("journal") || role.equals("uplink") ? dice.millis(50, 2_000) : dice.millis(20, 400);
            story.fault(kind, () -> role + " for " + seconds(lasts));
            computer.stall(role, lasts);
        }
    }

    private void slow(Fault kind) {
        long lasts = dice.millis(3_000, 40_000);
        long most = dice.between(20, 1_500);
        story.fault(kind, () -> "up to " + most + " ms a commit, for " + seconds(lasts));
        computer.disk().slow(most);
        agenda.in(lasts, () -> computer.disk().slow(0));
    }

    private void disk(Fault kind, SimDisk.Trouble trouble) {
        long lasts = dice.millis(1_000, 60_000);
        story.fault(kind, () -> "for " + seconds(lasts));
        computer.disk().trouble(trouble);
        agenda.in(lasts, () -> computer.disk().trouble(SimDisk.Trouble.NONE));
    }

    private void crash(Fault kind, SimDisk.End how) {
        if (computer.runs()) {
            int commit = dice.between(1, 8);
            story.fault(kind, () -> "at commit " + commit + " from now");
            computer.disk().endAt(commit, how);
        }
    }

    private void killed(Fault kind) {
        if (computer.runs()) {
            story.fault(kind, () -> "SIGKILL");
            computer.perish("the process is killed");
        }
    }

    private void power(Fault kind, boolean clockLost) {
        if (computer.runs()) {
            story.fault(kind, () -> clockLost ? "the clock is lost, too" : "the clock goes on");
            manager.powerCut(clockLost);
        }
    }

    private void restart(Fault kind) {
        if (computer.runs()) {
            story.fault(kind, () -> "as an update does");
            computer.stop();
        }
    }

    private void turnClock(Fault kind, Duration by) {
        story.fault(kind, () -> "by " + by);
        clock.set(clock.wall().plus(by));
        agenda.in(dice.millis(5_000, 600_000), manager::timeServer);
    }

    /** Mostly ahead: what was written until then is old. */
    private void years(Fault kind) {
        if (site.plan().rules().years()) {
            Duration by = Duration.ofDays(dice.between(300, 4_000)).multipliedBy(dice.chance(0.7) ? 1 : -1);
            story.fault(kind, () -> "by " + by);
            clock.set(clock.wall().plus(by));
            agenda.in(dice.millis(60_000, 900_000), manager::timeServer);
        }
    }

    private void doubt(Fault kind) {
        long lasts = dice.millis(8_000, 120_000);
        story.fault(kind, () -> "for " + seconds(lasts));
        computer.clockQuality(false);
        agenda.in(lasts, manager::timeServer);
    }

    /** What was before the start is long in coming, as it is from a worn card. */
    private void memory(Fault kind) {
        if (computer.runs()) {
            long lasts = dice.millis(2_000, 30_000);
            story.fault(kind, () -> "by " + seconds(lasts));
            computer.memoryLate(lasts);
            computer.stop();
        }
    }

    private void mood(Fault kind, Mood mood) {
        long lasts = dice.millis(500, 120_000);
        story.fault(kind, () -> "for " + seconds(lasts));
        broker.mood(mood);
        agenda.in(lasts, () -> broker.mood(Mood.WELL));
    }

    /** Only a hub's acknowledgement survives a broker that forgets; a door that goes by the broker's has to trust it. */
    private void forget(Fault kind) {
        if (site.plan().applicationAck()) {
            story.fault(kind, () -> "everything it held");
            broker.forget();
        }
    }

    private void cut(Fault kind) {
        int times = dice.between(1, 10);
        story.fault(kind, () -> times + " times, once a second");
        for (int i = 0; i < times; i++) {
            agenda.in(Duration.ofSeconds(i).toNanos(), broker::cut);
        }
    }

    private void hubAway(Fault kind) {
        long lasts = dice.millis(2_000, 120_000);
        story.fault(kind, () -> "for " + seconds(lasts));
        broker.hubAway(true);
        agenda.in(lasts, () -> broker.hubAway(false));
    }

    private static String seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1e3 + " s";
    }
}
