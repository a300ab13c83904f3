package io.lintel.core.door;

import io.lintel.core.access.Directory;
import io.lintel.core.event.Direction;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.vision.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    /** An operator locks at once; an always-open window stays ended, until the next one or a {@link Resume}. */
    record Lock(String by) implements DoorInput {}

    /** An operator begins or ends the lockdown. */
    record Lockdown(String by, boolean active) implements DoorInput {}

    /** An operator lets the always-open window that was ended, or waits for its first person, hold. */
    record Resume(String by) implements DoorInput {}

    /** The other door of the interlock: active while it is not secure. */
    record Interlock(boolean active) implements DoorInput {}

    /** The contact of a keypad or card reader: its beginning is a second factor. */
    record Factor(boolean active) implements DoorInput {}

    /** The duress contact of a keypad, or a duress button: its beginning raises a silent alarm, and is a second factor as well. */
    record Duress(boolean active) implements DoorInput {}

    /**
     * A second factor that comes as a command.
     *
     * @param by who, for the record
     * @param duress whether it was given under duress: everything goes on as usual, and an alarm is raised silently
     */
    record Confirm(String by, boolean duress) implements DoorInput {}

    /** A button by which people say which way they go, before they look into the camera. */
    record Going(Way way, boolean active) implements DoorInput {}

    /** Whether the wall clock can be believed. Taken as not until told otherwise. */
    record Clock(boolean trusted) implements DoorInput {}

    /** Everybody enrolled, whenever that has changed. */
    record People(Directory directory) implements DoorInput {}

    /**
     * Somebody went through a door of this area, as another door or the journal tells.
     *
     * @param person who
     * @param way in or out
     * @param at when, wall clock
     */
    record Whereabouts(PersonId person, Direction.Way way, Instant at) implements DoorInput {}

    /**
     * An operator forgives passages: anti-passback takes them to be on neither side.
     *
     * @param by who, for the record
     * @param person whom; empty for everybody
     */
    record Forgive(String by, Optional<PersonId> person) implements DoorInput {}

    /**
     * What the journal remembers of the time before the start; comes once, after the {@link Whereabouts} of before. Until then no
     * always-open window holds and no face is granted, for as long as it takes: whoever could break a journal must not lift a lockdown.
     *
     * @param lockdown whether the door was in lockdown
     * @param locked how an operator last locked, or began or ended a lockdown; empty if never, or if a window was let go on since
     */
    record Recalled(boolean lockdown, Optional<LastLock> locked) implements DoorInput {
        /** Nothing is remembered, as at a new door. */
        public static final Recalled NOTHING = new Recalled(false, Optional.empty());
    }

    /**
     * An operator's lock before the start.
     *
     * @param by who, for the record
     * @param at when; empty if the clock could not be believed then, and has not been since
     */
    record LastLock(String by, Optional<Instant> at) {}

    /** Whether events can be recorded; while not, no face is granted. Taken as possible until told otherwise. */
    record Recording(boolean possible) implements DoorInput {}

    /** Nothing but the passing of time. */
    record Tick() implements DoorInput {}
}
