package io.lintel.simulate.site;

import io.lintel.hal.sim.SimChange;
import io.lintel.hal.sim.SimGpio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One door and what surrounds it, as it really is. Of one thread. */
public final class Site {
    /** Lines that were gone are back in use this long after they came back, at the latest: the longest back-off and its jitter. */
    private static final long REOPENED_NANOS = Duration.ofSeconds(7).toNanos();

    private static final long RECALLED_NANOS = Duration.ofSeconds(8).toNanos();

    private final VirtualClock clock;
    private final Agenda agenda;
    private final Story story;
    private final DoorPlan plan;
    private final Relay relay = new Relay();
    private final Causes causes;
    private final CameraRig camera;
    private final Map<Switch.Role, Switch> switches = new EnumMap<>(Switch.Role.class);
    private final Lives process = new Lives();
    private final List<long[]> wiresBad = new ArrayList<>();
    private final List<Long> forcings = new ArrayList<>();
    private final Roster roster;
    private final Mandates mandates = new Mandates();
    private final Keypad keypad;
    private final OtherDoor otherDoor;
    private final OpenHours openHours;
    private Optional<SimGpio> gpio = Optional.empty();
    private boolean open;
    private boolean lockdown;
    private boolean lockdownWritten;
    private long lockdownSince;
    /** When somebody at hand last began or ended one. */
    private long lockdownOrdered = -1;
    /** Until then a command to end a lockdown may still be on its way. */
    private long liftUntil = Long.MIN_VALUE;
    private long lastFace = Long.MIN_VALUE / 2;
    private boolean relayHeld;
    private boolean fireBelieved;
    private long wiresGoodSince = -REOPENED_NANOS;
    private boolean wiresGood = true;

    /** A closed door without a computer. */
    public Site(VirtualClock clock, Agenda agenda, Story story, DoorPlan plan) {
        this.clock = clock;
        this.agenda = agenda;
        this.story = story;
        this.plan = plan;
        this.causes = new Causes(clock, plan.unlock());
        this.camera = new CameraRig(clock);
        for (Switch.Role role : Switch.Role.values()) {
            switches.put(role, new Switch(role, clock));
        }
        this.roster = new Roster(clock);
        this.openHours = new OpenHours(plan.rules(), clock, causes);
        this.keypad = new Keypad(agenda, story, this);
        this.otherDoor = new OtherDoor(agenda, story, this);
    }

    /** Its configuration. */
    public DoorPlan plan() {
        return plan;
    }

    /** The lock. */
    public Relay relay() {
        return relay;
    }

    /** What may have released it. */
    public Causes causes() {
        return causes;
    }

    /** The camera. */
    public CameraRig camera() {
        return camera;
    }

    /** The computer's standing. */
    public Lives process() {
        return process;
    }

    /** One of the contacts. */
    public Switch at(Switch.Role role) {
        Switch found = switches.get(role);
        if (found == null) {
            throw new IllegalArgumentException("no " + role);
        }
        return found;
    }

    /** The chip of the running computer, if one runs. */
    public Optional<SimGpio> gpio() {
        return gpio;
    }

    /** Who is enrolled. */
    public Roster roster() {
        return roster;
    }

    /** What is really asked for from afar. */
    public Mandates mandates() {
        return mandates;
    }

    /** The keypad beside the door. */
    public Keypad keypad() {
        return keypad;
    }

    /** The other door of the interlock. */
    public OtherDoor otherDoor() {
        return otherDoor;
    }

    /** When it stands open. */
    public OpenHours openHours() {
        return openHours;
    }

    // --- the computer comes and goes ---

    /** A fresh chip with all wires attached. */
    SimGpio wire(java.util.function.LongSupplier nanos) {
        SimGpio[] self = new SimGpio[1];
        SimGpio fresh = new SimGpio(nanos, (line, change) -> driven(line, change, self));
        self[0] = fresh;
        gpio = Optional.of(fresh);
        relayHeld = false;
        switches.values().forEach(each -> each.wire(fresh));
        return fresh;
    }

    private void driven(String line, SimChange change, SimGpio[] by) {
        if (line.equals(DoorPlan.UNSECURED) && gpio.isPresent() && gpio.get() == by[0]) {
            otherDoor.hears(!change.active());
        }
        if (line.equals(DoorPlan.RELAY) && gpio.isPresent() && gpio.get() == by[0]) {
            boolean born = !relayHeld;
            relayHeld = true;
            if (relay.drive(change.active() != plan.failSafe(), clock.nanos(), born)) {
                agenda.stir();
                story.tell(() -> relay.released() ? "released" : "locked");
            }
        }
    }

    /** The computer drives nothing any more: the lock is at rest by its wiring. */
    void unwire() {
        fireBelieved = false;
        gpio = Optional.empty();
        rest();
    }

    /** Nobody drives the relay: its pull resistor does. */
    public void rest() {
        relayHeld = false;
        otherDoor.hears(false);
        relay.drive(false, clock.nanos(), true);
    }

    // --- lines in trouble ---

    /** Some line is gone or busy from now on, or all are as they should be. */
    public void wires(boolean good) {
        if (!good && wiresGood) {
            wiresBad.add(new long[] {clock.nanos(), Long.MAX_VALUE});
        }
        if (good && !wiresGood) {
            wiresGoodSince = clock.nanos();
            wiresBad.getLast()[1] = clock.nanos() + REOPENED_NANOS;
        }
        wiresGood = good;
    }

    /** Whether the daemon must have had every line throughout this long until now. */
    public boolean wiresGoodFor(long nanos) {
        return wiresGood && clock.nanos() - wiresGoodSince >= REOPENED_NANOS + nanos;
    }

    /** Whether the daemon must have had every line at that moment. */
    public boolean wiresGoodAt(long moment) {
        return wiresBad.stream().noneMatch(bad -> moment >= bad[0] && moment <= bad[1]);
    }

    // --- the leaf ---

    /** Whether the door stands open. */
    public boolean isOpen() {
        return open;
    }

    /** Somebody pulls; whether it opens. */
    public boolean pull() {
        if (!open && relay.released()) {
            boolean shown = plan.contactFitted() && process.up() && wiresGoodFor(0) && !at(Switch.Role.CONTACT).restless();
            swing(true);
            if (plan.relockOnOpen() && shown) {
                causes.passed();
            }
        }
        return open;
    }

    /** Somebody breaks it open. */
    public void force() {
        if (!open) {
            if (plan.contactFitted() && !at(Switch.Role.CONTACT).restless()) {
                forcings.add(clock.nanos());
            }
            swing(true);
        }
    }

    /** When somebody broke it open and a contact showed that. */
    public List<Long> forcings() {
        return forcings;
    }

    /** It falls shut. */
    public void close() {
        if (open) {
            swing(false);
        }
    }

    private void swing(boolean nowOpen) {
        open = nowOpen;
        story.tell(() -> nowOpen ? "the door opens" : "the door falls shut");
        at(Switch.Role.CONTACT).set(nowOpen);
        agenda.stir();
    }

    // --- lockdown, as far as somebody outside can know ---

    /** An operator's command to begin or end a lockdown is on its way. */
    public void lockdown(boolean on) {
        if (on && !lockdown) {
            lockdownSince = clock.nanos();
            causes.cancel();
        }
        lockdown = on && !mayBeLifted(clock.nanos());
        lockdownOrdered = clock.nanos();
    }

    /** A command from afar to end a lockdown was sent; whether it gets there nobody knows. */
    public void mayLift() {
        lockdown = false;
        liftUntil = clock.nanos() + Mandates.WAY_NANOS;
    }

    private boolean mayBeLifted(long moment) {
        return moment < liftUntil;
    }

    /** The door's memory says so; by a command from afar if nobody at hand knew of it before. */
    void lockdownWritten(boolean on, long happened) {
        lockdownWritten = on;
        if (on && !lockdown && process.up() && !mayBeLifted(happened) && happened > lockdownOrdered + Causes.NOTICE_NANOS) {
            lockdown = true;
            lockdownSince = happened;
        }
        lockdown &= on || happened < lockdownSince;
    }

    /**
     * A process started: a lockdown that was wanted last and is known to be written down holds again as soon as it has been read back. Where
     * the two differ, nobody outside can know.
     *
     * @param late how long its memory is held up
     */
    void recall(long late) {
        lockdown &= lockdownWritten;
        lockdownSince = clock.nanos() + RECALLED_NANOS + late;
    }

    /** Whether a lockdown must have been in force for this long. */
    public boolean lockdownFor(long nanos) {
        return process.up() && lockdown && clock.nanos() - lockdownSince >= nanos;
    }

    // --- time ---

    /** One picture of the camera. */
    public void picture() {
        camera.step();
        if (mayEnter() && camera.seenNanos() == clock.nanos() && !lockdownFor(0)) {
            causes.unlocks(Causes.Kind.FACE);
            lastFace = clock.nanos();
            openHours.somebodyCame();
        }
    }

    /** Whether somebody who is enrolled stands there in person. */
    public boolean mayEnter() {
        return camera.before().filter(Visitor::genuine).flatMap(Visitor::looksLike).filter(roster::enrolled).isPresent();
    }

    /** A second factor came: a face that was seen just before may open now. */
    void factorCame() {
        long wait = plan.rules().factorTime().toNanos() + 2 * Causes.NOTICE_NANOS;
        if (clock.nanos() - lastFace <= wait && !lockdownFor(0)) {
            causes.unlocks(Causes.Kind.FACE);
        }
    }

    /** Enters in the ledger what holds on: to be called at each step. */
    public void keepLedger() {
        switches.values().forEach(Switch::settle);
        openHours.keepLedger();
        // While its line is away, the door goes on believing in a fire that it saw begin.
        fireBelieved = at(Switch.Role.FIRE).active() || at(Switch.Role.FIRE).restless() || (fireBelieved && !wiresGoodFor(0));
        if (fireBelieved) {
            causes.lasts(Causes.Kind.FIRE, wiresGoodFor(0) ? 0 : REOPENED_NANOS);
        }
        Switch exit = at(Switch.Role.REX);
        // A press is entered when it is made; while a line is away it may be seen much later.
        if (exit.restless() || (exit.active() && !wiresGoodFor(0))) {
            causes.unlocks(Causes.Kind.EXIT);
        }
    }

    /** The exit button is pressed or let go, with this much bouncing. */
    public void exitButton(boolean pressed, int bounces, long gapNanos) {
        at(Switch.Role.REX).bounce(pressed, bounces, gapNanos);
        if (pressed || bounces > 0) {
            causes.unlocks(Causes.Kind.EXIT);
        }
        agenda.stir();
    }
}
