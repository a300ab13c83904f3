package io.lintel.core.door;

import io.lintel.core.vision.Sighting;
import java.time.Duration;

/** Everything the door machine can be told. The first sample of an input is a state, not an event. */
public sealed interface DoorInput {
    /** Somebody stood before the camera. */
    record Seen(Sighting sighting) implements DoorInput {}

    /** The request-to-exit button. */
    record Rex(boolean active) implements DoorInput {}

    /** The door contact. */
    record Contact(boolean open) implements DoorInput {}

    /** The housing's tamper switch. */
    record Tamper(boolean active) implements DoorInput {}

    /** The fire alarm's contact. */
    record Fire(boolean active) implements DoorInput {}

    /**
     * An operator unlocks.
     *
     * @param by who, for the record
     * @param hold how long; must be positive and is limited by {@link DoorSettings#maxOperatorUnlock()}
     */
    record Unlock(String by, Duration hold) implements DoorInput {
        /** Refuses an unlock for no time. */
        public Unlock {
            if (!hold.isPositive()) {
                throw new IllegalArgumentException("unlock for " + hold + ": must be positive");
            }
        }
    }

    /** An operator locks at once. */
    record Lock(String by) implements DoorInput {}

    /** An operator begins or ends the lockdown. */
    record Lockdown(String by, boolean active) implements DoorInput {}

    /** Whether events can be recorded; while not, no face is granted. Taken as possible until told otherwise. */
    record Recording(boolean possible) implements DoorInput {}

    /** Nothing but the passing of time. */
    record Tick() implements DoorInput {}
}
