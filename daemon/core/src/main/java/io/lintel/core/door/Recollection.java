package io.lintel.core.door;

import io.lintel.core.door.DoorInput.LastLock;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.gallery.PersonId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a door that starts must know of before, from its own events: whether it was in lockdown, when an operator last locked, and who
 * went which way. Takes the events newest first. Of one thread.
 */
public final class Recollection {
    /** The kinds of events that say anything about it; others are ignored. */
    public static final List<EventType> TYPES = List.of(
            EventType.ACCESS_GRANTED,
            EventType.ACCESS_PASSED,
            EventType.ACCESS_FORGIVEN,
            EventType.DOOR_UNLOCKED,
            EventType.DOOR_LOCKED,
            EventType.DOOR_LOCKDOWN);

    private final List<DoorInput> passages = new ArrayList<>();
    private final Set<PersonId> settled = new HashSet<>();
    private boolean allForgiven;
    private Optional<Boolean> lockdown = Optional.empty();
    /** The last lock, or nothing if a window was let go on since. */
    private Optional<Optional<LastLock>> locked = Optional.empty();

    /** Nothing is remembered yet. */
    public Recollection() {}

    /** Takes the next older event. */
    public void older(DoorEvent event) {
        switch (event.type()) {
            case ACCESS_PASSED -> passed(event);
            case ACCESS_GRANTED -> {
                if (event.detail().containsKey("passed")) {
                    passed(event);
                }
            }
            case ACCESS_FORGIVEN -> event.person().ifPresentOrElse(settled::add, () -> allForgiven = true);
            case DOOR_LOCKDOWN -> lockdown(event);
            case DOOR_LOCKED -> {
                if (byOperator(event)) {
                    locked(Optional.of(lock(event)));
                }
            }
            case DOOR_UNLOCKED -> {
                if (byOperator(event) && event.detail().containsKey("schedule")) {
                    locked(Optional.empty());
                }
            }
            default -> {}
        }
    }

    /** What to tell the door, in order. */
    public List<DoorInput> inputs() {
        List<DoorInput> inputs = new ArrayList<>(passages);
        inputs.add(new DoorInput.Recalled(lockdown.orElse(false), locked.flatMap(last -> last)));
        return inputs;
    }

    private void passed(DoorEvent event) {
        event.person()
                .filter(person -> !allForgiven && settled.add(person))
                .ifPresent(person -> passages.add(new DoorInput.Whereabouts(person, event.direction().way(), event.time())));
    }

    private void lockdown(DoorEvent event) {
        boolean active = Boolean.parseBoolean(event.detail().get("active"));
        lockdown = lockdown.or(() -> Optional.of(active));
        // Its end ends the window that holds then as well.
        locked(Optional.of(lock(event)));
    }

    private void locked(Optional<LastLock> last) {
        locked = locked.or(() -> Optional.of(last));
    }

    private static LastLock lock(DoorEvent event) {
        boolean dated = !event.detail().containsKey("clock");
        return new LastLock(event.detail().getOrDefault("by", ""), dated ? Optional.of(event.time()) : Optional.empty());
    }

    private static boolean byOperator(DoorEvent event) {
        String by = event.detail().getOrDefault("by", "");
        return !by.equals("schedule") && !by.equals("interlock");
    }
}
