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
 * went which way. Takes the events newest first; others than these are ignored. Of one thread.
 */
public final class Recollection {
    private final List<DoorInput> passages = new ArrayList<>();
    private final Set<PersonId> settled = new HashSet<>();
    private boolean allForgiven;
    private Optional<Boolean> lockdown = Optional.empty();
    /** The last lock, or nothing if a window was let go on since. */
    private Optional<Optional<LastLock>> locked = Optional.empty();

    /** Whether something was lost that no event has told of since. */
    private Optional<Boolean> lost = Optional.empty();

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
            case HEALTH_CHANGED -> healthChanged(event);
            default -> {}
        }
    }

    /** An event that belongs here cannot be read. */
    public void unreadable() {
        lost = Optional.of(true);
    }

    /** Whether nothing of before is known to be lost, but for what was said of it already. */
    public boolean whole() {
        return !lost.orElse(false);
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

    /** A journal that was replaced carries over what it could; after the next start that has been said. */
    private void healthChanged(DoorEvent event) {
        if (event.detail().containsKey("carried")) {
            lost = lost.or(() -> Optional.of(true));
        } else if (event.detail().getOrDefault("component", "").equals("memory")) {
            lost = lost.or(() -> Optional.of(false));
        }
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
        boolean dated = !event.detail().getOrDefault("clock", "").equals("untrusted");
        return new LastLock(event.detail().getOrDefault("by", ""), dated ? Optional.of(event.time()) : Optional.empty());
    }

    private static boolean byOperator(DoorEvent event) {
        String by = event.detail().getOrDefault("by", "");
        return !by.equals("schedule") && !by.equals("interlock");
    }
}
