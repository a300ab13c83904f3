package io.lintel.core.door;

/** How the door's always-open schedule stands. */
public enum AlwaysOpenState {
    /** There is none. */
    NONE,
    /** Outside its windows, or what was before the start is not known yet. */
    CLOSED,
    /** In a window, whose first person has not come. */
    WAITING,
    /** In a window: the door stands unlocked. */
    OPEN,
    /** In a window that an operator or a lockdown has ended. */
    ENDED,
    /** The wall clock cannot be believed, so no window holds. */
    CLOCK_UNTRUSTED
}
