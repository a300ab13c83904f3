package io.lintel.core.door;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One door's behaviour: inputs and time in, actions out. Of one thread; no clock, no I/O. Timers follow {@link Moment#nanos()}, schedules
 * {@link Moment#wall()}.
 *
 * <table>
 *   <caption>What each input does</caption>
 *   <tr><td>match</td><td>releases for the unlock time and reports the grant, or reports the denial with the first objection of {@link
 *       io.lintel.core.access.AccessRules}. Suppressed while the same person's grant still holds. Where a second factor is needed, it
 *       waits for it or takes the one that came just before, and is decided once: granted, or denied when the time is over, when another
 *       person steps up, or when something speaks against it by then</td></tr>
 *   <tr><td>other sighting</td><td>reports the denial with its reason; the attack that locks a person out alarms</td></tr>
 *   <tr><td>second factor</td><td>by line or by command, as configured: grants the face that waits, else waits for one. It never opens by
 *       itself</td></tr>
 *   <tr><td>duress</td><td>reported, and nothing shows it at the door; where the second factor comes by line it is one as well</td></tr>
 *   <tr><td>in, out</td><td>buttons of a reader that leads no way: the next grant within ten seconds goes that way</td></tr>
 *   <tr><td>request to exit</td><td>each press releases for the unlock time, in lockdown too, and whatever the interlock says</td></tr>
 *   <tr><td>contact</td><td>opened with a cause: locks again at once where so configured; counts held time and, for anti-passback, the
 *       passage of whoever was granted. Opened without: forced. Closed after held or forced: secured</td></tr>
 *   <tr><td>fire</td><td>releases as long as it lasts, whatever else holds. The one input whose first sample acts, and so is
 *       reported: a door that starts in a burning house must open</td></tr>
 *   <tr><td>operator</td><td>unlock: for a limited time, refused in lockdown, marked when the interlock's other door is open; lock: ends
 *       every release but fire's, and the always-open window; lockdown: the same, and refuses all but fire and request to exit until it
 *       ends; resume: the always-open window that was ended, or still waits for its first person, holds</td></tr>
 *   <tr><td>interlock</td><td>while the other door is not secure no face is granted; a grant that nobody has used yet ends</td></tr>
 *   <tr><td>wall clock</td><td>in an always-open window the door stands unlocked: not while the clock cannot be believed, not before what
 *       was before the start is known, where so configured not before its first person, and not after an operator or lockdown ended
 *       it</td></tr>
 *   <tr><td>memory of before the start</td><td>until it is there no face is granted, since a lockdown or anti-passback may speak against
 *       it: request to exit, fire and operators work meanwhile. What was locked down, locked and passed before counts on</td></tr>
 *   <tr><td>tamper</td><td>reported; alarm while active</td></tr>
 * </table>
 *
 * <p>{@link #released()} holds only while one of these lives: fire, an unexpired grant, request to exit or operator's unlock, or an
 * always-open window.
 */
public final class DoorController {
    /**
     * How long after locking an opening still counts as caused: whoever pulled at the last moment is inside while the contact's
     * debounce still runs.
     */
    public static final Duration OPENING_GRACE = Duration.ofMillis(500);

    private final DoorSettings settings;
    private final AccessSettings access;
    private final DoorEvents events;
    private final Admission admission;
    private final Portal portal;
    private final Entrance entrance;
    private final Input exit = new Input();
    private final Input tamper = new Input();
    private final Input fire = new Input();
    /** Whether it is known if the door is in lockdown: by memory, or by an operator's word since the start. */
    private boolean lockdownSaid;

    /** A locked door that opens to everybody enrolled, all inputs unknown. The relay is taken to be at rest. */
    public DoorController(DoorSettings settings) {
        this(settings, AccessSettings.NONE);
    }

    /**
     * A locked door, all inputs unknown. The relay is taken to be at rest.
     *
     * @throws IllegalArgumentException if anti-passback is wanted at a door that leads no way
     */
    public DoorController(DoorSettings settings, AccessSettings access) {
        if (access.passback().mode() != PassbackRule.Mode.OFF && settings.direction().way() == Way.UNKNOWN) {
            throw new IllegalArgumentException("door: anti-passback needs a direction");
        }
        this.settings = settings;
        this.access = access;
        this.events = new DoorEvents(settings.direction());
        this.admission = new Admission(access, settings);
        this.portal = new Portal(settings, access.alwaysOpen());
        this.entrance = new Entrance(settings, access, admission, portal);
    }

    /**
     * Takes one input.
     *
     * @param at now, never before the input before
     * @return what to do, in order; often nothing
     */
    public List<DoorAction> on(DoorInput input, Moment at) {
        Turn turn = new Turn(at, new ArrayList<>(4));
        portal.passTime(turn);
        entrance.passTime(turn);
        switch (input) {
            case DoorInput.Seen seen -> entrance.seen(seen.sighting(), turn);
            case DoorInput.Factor sample -> entrance.factorLine(sample.active(), turn);
            case DoorInput.Duress sample -> entrance.duressLine(sample.active(), turn);
            case DoorInput.Going key -> entrance.goingKey(key, turn);
            case DoorInput.Confirm confirm -> entrance.confirm(confirm, turn);
            case DoorInput.Rex rex -> exit(rex.active(), turn);
            case DoorInput.Contact sample -> contact(sample.open(), turn);
            case DoorInput.Tamper sample -> tamper(sample.active(), turn);
            case DoorInput.Fire sample -> fire(sample.active(), turn);
            case DoorInput.Interlock sample -> interlock(sample.active(), turn);
            case DoorInput.Unlock unlock -> unlock(unlock, turn);
            case DoorInput.Lock locked -> lock(locked.by(), turn);
            case DoorInput.Lockdown wanted -> lockdown(wanted, turn);
            case DoorInput.Resume resume -> resume(resume.by(), turn);
            case DoorInput.Forgive forgive -> forgive(forgive, turn);
            case DoorInput.Recalled memory -> recall(memory, turn);
            case DoorInput.Clock clock -> clock(clock.trusted(), turn);
            case DoorInput.Whereabouts heard -> admission.heard(heard);
            case DoorInput.People known -> admission.people(known.directory());
            case DoorInput.Recording possible -> admission.recording(possible.possible());
            case DoorInput.Tick _ -> {}
        }
        return turn.actions();
    }

    /** Where the door stands; of several that hold, the most urgent. */
    public DoorState state() {
        Leaf leaf = portal.leaf();
        if (portal.lock().fire()) {
            return DoorState.FIRE_RELEASE;
        }
        if (portal.lockdown()) {
            return DoorState.LOCKDOWN;
        }
        if (leaf.forced()) {
            return DoorState.FORCED_OPEN;
        }
        if (leaf.held()) {
            return DoorState.HELD_OPEN;
        }
        if (leaf.open()) {
            return DoorState.OPEN;
        }
        return released() ? DoorState.UNLOCKED : DoorState.LOCKED;
    }

    /** Whether the lock is released; what the last {@link DoorAction.Release} said. */
    public boolean released() {
        return portal.lock().released();
    }

    /** Whether the contact last said open; false without one. */
    public boolean open() {
        return portal.leaf().open();
    }

    /** Whether the door is locked and, as far as its contact has said so, closed: what the interlock's other door waits for. */
    public boolean secure() {
        return portal.secure();
    }

    /** Whether the housing's switch last said open. */
    public boolean tampered() {
        return tamper.active();
    }

    /** Who may pass when, as this door was told. */
    public AccessSettings access() {
        return access;
    }

    /** What stands in the way, or makes way, at present. */
    public DoorStanding standing() {
        return new DoorStanding(
                portal.alwaysOpen().state(),
                portal.alwaysOpen().until(),
                entrance.awaited(),
                admission.partnerOpen(),
                admission.clockTrusted());
    }

    /** When the door locks again by itself; empty if it is locked, or stands unlocked without a deadline. */
    public OptionalLong relockNanos() {
        return portal.lock().relockNanos();
    }

    /** When time alone will next change something: the latest moment for the next {@link DoorInput.Tick}. Empty if never. */
    public OptionalLong deadlineNanos() {
        Lock lock = portal.lock();
        Leaf leaf = portal.leaf();
        OptionalLong next = OptionalLong.empty();
        for (Timer timer : List.of(
                lock.grant,
                lock.exit,
                lock.operator,
                leaf.warning(),
                leaf.alarm(),
                entrance.waiting(),
                portal.alwaysOpen().looking())) {
            if (timer.running() && (next.isEmpty() || timer.deadlineNanos() - next.getAsLong() < 0)) {
                next = OptionalLong.of(timer.deadlineNanos());
            }
        }
        return next;
    }

    private void exit(boolean active, Turn turn) {
        if (exit.sample(active) == Input.Change.BEGAN) {
            portal.exit(turn);
            turn.report(EventType.DOOR_REX, interlockMark());
        }
    }

    private void contact(boolean open, Turn turn) {
        List<PersonId> went = portal.contact(open, turn);
        if (admission.keepsSides()) {
            for (PersonId person : went) {
                admission.passed(person, turn.at());
                turn.report(events.passed(person, turn.at()));
            }
        }
    }

    private void tamper(boolean active, Turn turn) {
        Input.Change change = tamper.sample(active);
        if (change == Input.Change.BEGAN || change == Input.Change.ENDED) {
            turn.report(EventType.DOOR_TAMPER, Map.of("active", String.valueOf(active)));
            turn.show(active ? Indication.ALARM : Indication.IDLE);
        }
    }

    private void fire(boolean active, Turn turn) {
        Input.Change change = fire.sample(active);
        boolean began = change == Input.Change.BEGAN || (change == Input.Change.FIRST && active);
        if (began || change == Input.Change.ENDED) {
            portal.fire(active, turn);
            turn.report(EventType.DOOR_FIRE, Map.of("active", String.valueOf(active)));
        }
    }

    /** Two doors that grant in the same instant see each other unlocked, and both lock again before anybody opens. */
    private void interlock(boolean active, Turn turn) {
        if (admission.partner(active) == Input.Change.BEGAN && portal.withdrawGrant(turn)) {
            turn.report(EventType.DOOR_LOCKED, Map.of("by", "interlock"));
        }
    }

    private void unlock(DoorInput.Unlock unlock, Turn turn) {
        if (portal.lockdown()) {
            DoorEvent refused = DoorEvent.of(EventType.ACCESS_DENIED, turn.at(), Map.of("by", unlock.by()));
            turn.report(refused.because(Reason.LOCKDOWN));
            return;
        }
        Duration most = settings.maxOperatorUnlock();
        Duration hold = unlock.hold().compareTo(most) < 0 ? unlock.hold() : most;
        portal.unlock(hold, turn);
        Map<String, String> detail = new TreeMap<>(interlockMark());
        detail.put("by", unlock.by());
        detail.put("hold_ms", String.valueOf(hold.toMillis()));
        turn.report(EventType.DOOR_UNLOCKED, detail);
    }

    private void lock(String by, Turn turn) {
        portal.cancel(by, turn);
        turn.report(EventType.DOOR_LOCKED, dated(Map.of("by", by)));
    }

    /** Before the memory of the last start is there, even a wish for what holds already must go on record, to outlive it. */
    private void lockdown(DoorInput.Lockdown wanted, Turn turn) {
        if (wanted.active() == portal.lockdown() && lockdownSaid) {
            return;
        }
        lockdownSaid = true;
        portal.lockdown(wanted.active(), wanted.by(), turn);
        turn.report(EventType.DOOR_LOCKDOWN, dated(Map.of("by", wanted.by(), "active", String.valueOf(wanted.active()))));
    }

    /** Marks a lock whose moment nobody knows: after a restart it counts as of when the clock was set. */
    private Map<String, String> dated(Map<String, String> detail) {
        if (admission.clockTrusted()) {
            return detail;
        }
        Map<String, String> marked = new TreeMap<>(detail);
        marked.put("clock", "untrusted");
        return marked;
    }

    private void resume(String by, Turn turn) {
        AlwaysOpen alwaysOpen = portal.alwaysOpen();
        AlwaysOpenState state = alwaysOpen.state();
        if (portal.lockdown() || (state != AlwaysOpenState.ENDED && state != AlwaysOpenState.WAITING)) {
            return;
        }
        alwaysOpen.resume(by);
        portal.followSchedule(turn);
    }

    private void recall(DoorInput.Recalled memory, Turn turn) {
        admission.recall();
        portal.recall(memory.lockdown() && !lockdownSaid, memory.locked(), turn);
        lockdownSaid = true;
    }

    private void clock(boolean trusted, Turn turn) {
        admission.clock(trusted);
        portal.alwaysOpen().clock(trusted);
        portal.followSchedule(turn);
    }

    private void forgive(DoorInput.Forgive forgive, Turn turn) {
        admission.forgive(forgive.person());
        turn.report(DoorEvents.about(EventType.ACCESS_FORGIVEN, forgive.person(), Map.of("by", forgive.by()), turn.at()));
    }

    private Map<String, String> interlockMark() {
        return admission.partnerOpen() ? Map.of("interlock", "open") : Map.of();
    }
}
