package io.lintel.core.door;

import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One door's behaviour: inputs and time in, actions out. Of one thread; no clock, no I/O. Timers follow {@link Moment#nanos()}.
 *
 * <table>
 *   <caption>What each input does</caption>
 *   <tr><td>match</td><td>releases for the unlock time and reports the grant, or reports the denial: {@code lockdown}, or
 *       {@code degraded} while nothing can be recorded, {@code liveness} while the person is locked out after repeated attacks.
 *       Suppressed while the same person's grant still holds</td></tr>
 *   <tr><td>other sighting</td><td>reports the denial with its reason; the attack that locks a person out alarms</td></tr>
 *   <tr><td>request to exit</td><td>each press releases for the unlock time, in lockdown too</td></tr>
 *   <tr><td>contact</td><td>opened with a cause: locks again at once where so configured; counts held time. Opened without: forced.
 *       Closed after held or forced: secured</td></tr>
 *   <tr><td>fire</td><td>releases as long as it lasts, whatever else holds. The one input whose first sample acts, and so is
 *       reported: a door that starts in a burning house must open</td></tr>
 *   <tr><td>operator</td><td>unlock: for a limited time, refused in lockdown; lock: ends every release but fire's; lockdown: the
 *       same, and refuses all but fire and request to exit until it ends</td></tr>
 *   <tr><td>tamper</td><td>reported; alarm while active</td></tr>
 * </table>
 *
 * <p>{@link #released()} holds only while one of these lives: fire, an unexpired grant, request to exit or operator's unlock.
 */
public final class DoorController {
    /**
     * How long after locking an opening still counts as caused: whoever pulled at the last moment is inside while the contact's
     * debounce still runs.
     */
    public static final Duration OPENING_GRACE = Duration.ofMillis(500);

    private final DoorSettings settings;
    private final Lock lock = new Lock();
    private final Leaf leaf;
    private final Timer grace = new Timer();
    private final Timer repeat = new Timer();
    private final Input contact = new Input();
    private final Input exit = new Input();
    private final Input tamper = new Input();
    private final Input fire = new Input();
    private final AttackLockout lockout;
    private boolean lockdown;
    private boolean recording = true;
    private Optional<PersonId> lastGranted = Optional.empty();

    /** A locked door, all inputs unknown. The relay is taken to be at rest. */
    public DoorController(DoorSettings settings) {
        this.settings = settings;
        this.leaf = new Leaf(settings.heldWarning().toNanos(), settings.heldAlarm().toNanos());
        this.lockout = new AttackLockout(settings.attackLimit(), settings.attackLockout());
    }

    /**
     * Takes one input.
     *
     * @param at now, never before the input before
     * @return what to do, in order; often nothing
     */
    public List<DoorAction> on(DoorInput input, Moment at) {
        List<DoorAction> actions = new ArrayList<>(4);
        passTime(at, actions);
        switch (input) {
            case DoorInput.Seen seen -> seen(seen.sighting(), at, actions);
            case DoorInput.Rex rex -> exit(rex.active(), at, actions);
            case DoorInput.Contact sample -> contact(sample.open(), at, actions);
            case DoorInput.Tamper sample -> tamper(sample.active(), at, actions);
            case DoorInput.Fire sample -> fire(sample.active(), at, actions);
            case DoorInput.Unlock unlock -> unlock(unlock, at, actions);
            case DoorInput.Lock locked -> lock(locked.by(), at, actions);
            case DoorInput.Lockdown wanted -> lockdown(wanted, at, actions);
            case DoorInput.Recording possible -> recording = possible.possible();
            case DoorInput.Tick _ -> {}
        }
        return actions;
    }

    /** Where the door stands; of several that hold, the most urgent. */
    public DoorState state() {
        if (lock.fire()) {
            return DoorState.FIRE_RELEASE;
        }
        if (lockdown) {
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
        return lock.released() ? DoorState.UNLOCKED : DoorState.LOCKED;
    }

    /** Whether the lock is released; what the last {@link DoorAction.Release} said. */
    public boolean released() {
        return lock.released();
    }

    /** Whether the contact last said open; false without one. */
    public boolean open() {
        return leaf.open();
    }

    /** Whether the housing's switch last said open. */
    public boolean tampered() {
        return tamper.active();
    }

    /** When time alone will next change something: the latest moment for the next {@link DoorInput.Tick}. Empty if never. */
    public OptionalLong deadlineNanos() {
        OptionalLong next = OptionalLong.empty();
        for (Timer timer : List.of(lock.grant, lock.exit, lock.operator, leaf.warning(), leaf.alarm())) {
            if (timer.running() && (next.isEmpty() || timer.deadlineNanos() - next.getAsLong() < 0)) {
                next = OptionalLong.of(timer.deadlineNanos());
            }
        }
        return next;
    }

    private void passTime(Moment at, List<DoorAction> actions) {
        boolean onPurpose = lock.heldOnPurpose();
        lock.expire(at.nanos());
        settle(at, actions);
        if (onPurpose) {
            leaf.heldOnPurpose(at.nanos());
            return;
        }
        if (leaf.warningDue(at.nanos())) {
            actions.add(new DoorAction.Report(DoorEvent.of(EventType.DOOR_HELD, at, Map.of("stage", "warning"))));
            actions.add(new DoorAction.Signal(Indication.HELD_WARNING));
        }
        if (leaf.alarmDue(at.nanos())) {
            actions.add(new DoorAction.Report(DoorEvent.of(EventType.DOOR_HELD, at, Map.of("stage", "alarm"))));
            actions.add(new DoorAction.Signal(Indication.ALARM));
        }
    }

    private void settle(Moment at, List<DoorAction> actions) {
        if (lock.settle(actions)) {
            grace.start(at.nanos(), OPENING_GRACE.toNanos());
            if (!leaf.forced() && !leaf.held()) {
                actions.add(new DoorAction.Signal(Indication.IDLE));
            }
        }
    }

    private void seen(Sighting sighting, Moment at, List<DoorAction> actions) {
        if (!sighting.positive()) {
            refuse(sighting, at, actions);
            return;
        }
        boolean suppressed =
                lock.grant.running() && repeat.running() && sighting.person().equals(lastGranted) && !repeat.expired(at.nanos());
        if (suppressed) {
            return;
        }
        if (lockdown && !lock.fire()) {
            deny(sighting, Reason.LOCKDOWN, Map.of(), at, actions);
        } else if (!recording) {
            deny(sighting, Reason.DEGRADED, Map.of(), at, actions);
        } else if (sighting.person().filter(person -> lockout.holds(person, at.nanos())).isPresent()) {
            deny(sighting, Reason.LIVENESS, Map.of("lockout", "holds"), at, actions);
        } else {
            grant(sighting, at, actions);
        }
    }

    private void grant(Sighting sighting, Moment at, List<DoorAction> actions) {
        if (!lockdown) {
            lock.grant.extend(at.nanos(), settings.unlockTime().toNanos());
        }
        lastGranted = sighting.person();
        repeat.start(at.nanos(), settings.repeatSuppression().toNanos());
        settle(at, actions);
        actions.add(new DoorAction.Report(decision(EventType.ACCESS_GRANTED, sighting, sighting.reason(), Map.of(), at)));
        actions.add(new DoorAction.Signal(Indication.GRANTED));
    }

    private void refuse(Sighting sighting, Moment at, List<DoorAction> actions) {
        Map<String, String> detail = sighting.flaw().map(flaw -> Map.of("flaw", flaw)).orElse(Map.of());
        Optional<PersonId> shown = sighting.reason() == Reason.LIVENESS ? sighting.person() : Optional.empty();
        if (shown.filter(person -> lockout.attacked(person, at.nanos())).isPresent()) {
            deny(sighting, Reason.LIVENESS, Map.of("lockout", "begins"), at, actions);
            actions.add(new DoorAction.Signal(Indication.ALARM));
        } else {
            deny(sighting, sighting.reason(), detail, at, actions);
        }
    }

    private void deny(Sighting sighting, Reason reason, Map<String, String> detail, Moment at, List<DoorAction> actions) {
        actions.add(new DoorAction.Report(decision(EventType.ACCESS_DENIED, sighting, reason, detail, at)));
        actions.add(new DoorAction.Signal(Indication.DENIED));
    }

    private DoorEvent decision(EventType type, Sighting sighting, Reason reason, Map<String, String> detail, Moment at) {
        return new DoorEvent(
                type,
                at.wall(),
                at.nanos(),
                sighting.person(),
                type == EventType.ACCESS_GRANTED ? settings.direction() : Direction.UNKNOWN,
                Optional.of(reason),
                Optional.of(sighting.recognition()),
                sighting.latency(),
                detail);
    }

    private void exit(boolean active, Moment at, List<DoorAction> actions) {
        if (exit.sample(active) != Input.Change.BEGAN) {
            return;
        }
        lock.exit.extend(at.nanos(), settings.unlockTime().toNanos());
        settle(at, actions);
        report(EventType.DOOR_REX, at, Map.of(), actions);
    }

    private void contact(boolean open, Moment at, List<DoorAction> actions) {
        if (!settings.contactFitted()) {
            return;
        }
        switch (contact.sample(open)) {
            case FIRST -> {
                if (open) {
                    leaf.opened(at.nanos(), true);
                }
            }
            case BEGAN -> opened(at, actions);
            case ENDED -> {
                if (leaf.closed()) {
                    report(EventType.DOOR_SECURED, at, Map.of(), actions);
                    actions.add(new DoorAction.Signal(Indication.IDLE));
                }
            }
            case NONE -> {}
        }
    }

    private void opened(Moment at, List<DoorAction> actions) {
        boolean inGrace = grace.running() && !grace.expired(at.nanos());
        boolean withCause = lock.released() || inGrace;
        // One lock, one passage: the grace must not cover a second opening.
        grace.stop();
        leaf.opened(at.nanos(), withCause);
        if (!withCause) {
            report(EventType.DOOR_FORCED, at, Map.of(), actions);
            actions.add(new DoorAction.Signal(Indication.ALARM));
        } else if (settings.relockOnOpen()) {
            lock.passed();
            settle(at, actions);
            grace.stop();
        }
    }

    private void tamper(boolean active, Moment at, List<DoorAction> actions) {
        Input.Change change = tamper.sample(active);
        if (change == Input.Change.BEGAN || change == Input.Change.ENDED) {
            report(EventType.DOOR_TAMPER, at, Map.of("active", String.valueOf(active)), actions);
            actions.add(new DoorAction.Signal(active ? Indication.ALARM : Indication.IDLE));
        }
    }

    private void fire(boolean active, Moment at, List<DoorAction> actions) {
        Input.Change change = fire.sample(active);
        boolean began = change == Input.Change.BEGAN || (change == Input.Change.FIRST && active);
        if (!began && change != Input.Change.ENDED) {
            return;
        }
        lock.fire(active);
        settle(at, actions);
        if (!active) {
            leaf.heldOnPurpose(at.nanos());
        }
        report(EventType.DOOR_FIRE, at, Map.of("active", String.valueOf(active)), actions);
    }

    private void unlock(DoorInput.Unlock unlock, Moment at, List<DoorAction> actions) {
        Map<String, String> who = Map.of("by", unlock.by());
        if (lockdown) {
            DoorEvent refused = DoorEvent.of(EventType.ACCESS_DENIED, at, who);
            actions.add(new DoorAction.Report(refused.because(Reason.LOCKDOWN)));
            return;
        }
        Duration most = settings.maxOperatorUnlock();
        Duration hold = unlock.hold().compareTo(most) < 0 ? unlock.hold() : most;
        lock.operator.extend(at.nanos(), hold.toNanos());
        settle(at, actions);
        report(
                EventType.DOOR_UNLOCKED,
                at,
                Map.of("by", unlock.by(), "hold_ms", String.valueOf(hold.toMillis())),
                actions);
    }

    private void lock(String by, Moment at, List<DoorAction> actions) {
        cancel(at, actions);
        report(EventType.DOOR_LOCKED, at, Map.of("by", by), actions);
    }

    private void lockdown(DoorInput.Lockdown wanted, Moment at, List<DoorAction> actions) {
        if (wanted.active() == lockdown) {
            return;
        }
        lockdown = wanted.active();
        if (lockdown) {
            cancel(at, actions);
        }
        Map<String, String> detail = Map.of("by", wanted.by(), "active", String.valueOf(lockdown));
        report(EventType.DOOR_LOCKDOWN, at, detail, actions);
    }

    private void cancel(Moment at, List<DoorAction> actions) {
        boolean onPurpose = lock.heldOnPurpose();
        lock.cancel();
        settle(at, actions);
        if (onPurpose && !lock.heldOnPurpose()) {
            leaf.heldOnPurpose(at.nanos());
        }
    }

    private static void report(EventType type, Moment at, Map<String, String> detail, List<DoorAction> actions) {
        actions.add(new DoorAction.Report(DoorEvent.of(type, at, detail)));
    }
}
