package io.lintel.core.door;

import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorInput.LastLock;
import io.lintel.core.event.EventType;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lock and leaf together: why the door is released, until when, and whether an opening had a cause. Of one thread. */
final class Portal {
    private final DoorSettings settings;
    private final Lock lock = new Lock();
    private final Leaf leaf;
    private final AlwaysOpen alwaysOpen;
    private final Passing passing = new Passing();
    private final Timer grace = new Timer();
    private final Input contact = new Input();
    private boolean lockdown;

    /** A locked door. */
    Portal(DoorSettings settings, Optional<AlwaysOpenRule> openHours) {
        this.settings = settings;
        this.leaf = new Leaf(settings.heldWarning().toNanos(), settings.heldAlarm().toNanos());
        this.alwaysOpen = new AlwaysOpen(openHours);
    }

    Lock lock() {
        return lock;
    }

    Leaf leaf() {
        return leaf;
    }

    AlwaysOpen alwaysOpen() {
        return alwaysOpen;
    }

    Passing passing() {
        return passing;
    }

    boolean lockdown() {
        return lockdown;
    }

    boolean secure() {
        boolean closed = !settings.contactFitted() || (contact.known() && !contact.active());
        return closed && !lock.released();
    }

    /** Ends what time ends, and begins or ends the always-open window. */
    void passTime(Turn turn) {
        boolean onPurpose = lock.heldOnPurpose();
        lock.expire(turn.nanos());
        followSchedule(turn);
        settle(turn);
        if (!lock.grant.running() && !inGrace(turn)) {
            passing.clear();
        }
        if (onPurpose) {
            leaf.heldOnPurpose(turn.nanos());
            return;
        }
        if (leaf.warningDue(turn.nanos())) {
            turn.report(EventType.DOOR_HELD, Map.of("stage", "warning"));
            turn.show(Indication.HELD_WARNING);
        }
        if (leaf.alarmDue(turn.nanos())) {
            turn.report(EventType.DOOR_HELD, Map.of("stage", "alarm"));
            turn.show(Indication.ALARM);
        }
    }

    /** Looks at the wall clock, and releases or locks if the always-open window has begun or ended. */
    void followSchedule(Turn turn) {
        alwaysOpen.look(turn.at());
        alwaysOpen.takeDated().ifPresent(detail -> turn.report(EventType.DOOR_LOCKED, detail));
        boolean open = alwaysOpen.open() && !lockdown;
        if (open != lock.alwaysOpen()) {
            lock.alwaysOpen(open);
            settle(turn);
            turn.report(open ? EventType.DOOR_UNLOCKED : EventType.DOOR_LOCKED, alwaysOpen.detail());
        }
    }

    /**
     * Releases for somebody who was granted.
     *
     * @param extraNanos how much more time the person needs
     * @return whether nobody will see the person go: the door has no contact, or stands open
     */
    boolean grant(Optional<PersonId> person, long extraNanos, Turn turn) {
        if (!lockdown) {
            lock.grant.extend(turn.nanos(), settings.unlockTime().toNanos() + extraNanos);
        }
        settle(turn);
        boolean unseen = !settings.contactFitted() || leaf.open();
        if (!unseen) {
            passing.granted(person, extraNanos);
        }
        return unseen;
    }

    /** Ends a grant that nobody has used yet; returns whether that locks the door. */
    boolean withdrawGrant(Turn turn) {
        if (!lock.grant.running() || leaf.open()) {
            return false;
        }
        lock.grant.stop();
        passing.clear();
        settle(turn);
        return !lock.released();
    }

    void exit(Turn turn) {
        lock.exit.extend(turn.nanos(), settings.unlockTime().toNanos());
        settle(turn);
    }

    void unlock(Duration hold, Turn turn) {
        lock.operator.extend(turn.nanos(), hold.toNanos());
        settle(turn);
    }

    void fire(boolean active, Turn turn) {
        lock.fire(active);
        settle(turn);
        if (!active) {
            leaf.heldOnPurpose(turn.nanos());
        }
    }

    /** A window that has begun meanwhile has ended with the lockdown as well: nobody who lifts it means to open the door. */
    void lockdown(boolean active, String by, Turn turn) {
        lockdown = active;
        if (active) {
            cancel(by, turn);
        } else {
            alwaysOpen.end(by);
            alwaysOpen.look(turn.at());
        }
    }

    /** Ends every release but fire's, and the always-open window. */
    void cancel(String by, Turn turn) {
        boolean onPurpose = lock.heldOnPurpose();
        lock.cancel();
        alwaysOpen.end(by);
        alwaysOpen.look(turn.at());
        settle(turn);
        if (onPurpose && !lock.heldOnPurpose()) {
            leaf.heldOnPurpose(turn.nanos());
        }
    }

    /** What was before the start is known now. */
    void recall(boolean wasLockdown, Optional<LastLock> locked, Turn turn) {
        alwaysOpen.recall(locked);
        if (wasLockdown) {
            lockdown(true, locked.map(LastLock::by).orElse(""), turn);
        }
        followSchedule(turn);
    }

    /** Takes a sample of the contact; returns who went through. */
    List<PersonId> contact(boolean open, Turn turn) {
        if (!settings.contactFitted()) {
            return List.of();
        }
        switch (contact.sample(open)) {
            case FIRST -> {
                if (open) {
                    leaf.opened(turn.nanos(), true, 0);
                }
            }
            case BEGAN -> {
                return opened(turn);
            }
            case ENDED -> {
                if (leaf.closed()) {
                    turn.report(EventType.DOOR_SECURED, Map.of());
                    turn.show(Indication.IDLE);
                }
            }
            case NONE -> {}
        }
        return List.of();
    }

    private List<PersonId> opened(Turn turn) {
        boolean withCause = lock.released() || inGrace(turn);
        // One lock, one passage: the grace must not cover a second opening.
        grace.stop();
        leaf.opened(turn.nanos(), withCause, passing.extraNanos());
        if (!withCause) {
            turn.report(EventType.DOOR_FORCED, Map.of());
            turn.show(Indication.ALARM);
            return List.of();
        }
        if (settings.relockOnOpen()) {
            lock.passed();
            settle(turn);
            grace.stop();
        }
        return passing.went();
    }

    private boolean inGrace(Turn turn) {
        return grace.running() && !grace.expired(turn.nanos());
    }

    private void settle(Turn turn) {
        if (lock.settle(turn.actions())) {
            grace.start(turn.nanos(), DoorController.OPENING_GRACE.toNanos());
            if (!leaf.forced() && !leaf.held()) {
                turn.show(Indication.IDLE);
            }
        }
    }
}
