package io.lintel.core.command;

import io.lintel.core.control.DoorReport;
import io.lintel.core.door.DoorState;

/**
 * The door as a reply tells it: nothing of people.
 *
 * @param state the door machine's state
 * @param released whether the lock is released
 * @param relay whether the relay line could be driven
 * @param recording whether events can be recorded
 * @param relockMillis time until the door locks again by itself, 0 when no such timer runs
 */
public record DoorSummary(DoorState state, boolean released, boolean relay, boolean recording, long relockMillis) {
    /** Of what the door agent says. */
    public static DoorSummary of(DoorReport door) {
        return new DoorSummary(door.state(), door.released(), door.relay(), door.recording(), door.relockMillis());
    }
}
