package io.lintel.core.door;

import io.lintel.core.event.DoorEvent;

/** What the door machine wants done, in order. */
public sealed interface DoorAction {
    /** Drive the lock: true releases it. Logical: wiring and polarity are the line's business. */
    record Release(boolean released) implements DoorAction {}

    /** Record this. For a grant it comes after the {@link Release} that it explains. */
    record Report(DoorEvent event) implements DoorAction {}

    /** Show or sound this to the person at the door. */
    record Signal(Indication indication) implements DoorAction {}

    /** Feedback patterns; what they look and sound like is the indicator's business. */
    enum Indication {
        GRANTED,
        DENIED,
        HELD_WARNING,
        ALARM,
        /** A face was recognised, and the second factor is awaited. */
        SECOND_FACTOR,
        IDLE
    }
}
