package io.lintel.core.door;

/** Where the door stands. */
public enum DoorState {
    /** Locked; the normal state. */
    LOCKED,
    /** Unlocked, until a deadline or for an always-open window. */
    UNLOCKED,
    /** Open after a grant or a request to exit. */
    OPEN,
    /** Open for longer than allowed. */
    HELD_OPEN,
    /** Opened without a cause. */
    FORCED_OPEN,
    /** Refuses all but fire and request to exit. */
    LOCKDOWN,
    /** Released by the fire alarm, whatever else holds. */
    FIRE_RELEASE
}
