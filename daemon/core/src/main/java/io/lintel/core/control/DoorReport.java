package io.lintel.core.control;

import io.lintel.core.door.DoorState;

/**
 * The door as it stands.
 *
 * @param state the door machine's state
 * @param released whether the lock is released
 * @param relay whether the relay line could be driven; false while it is not obtainable
 * @param recording whether events can be recorded; while not, no face is granted
 * @param relockMillis time until the door locks again by itself, 0 when no such timer runs
 * @param access what stands in the way, or makes way
 */
public record DoorReport(
        DoorState state, boolean released, boolean relay, boolean recording, long relockMillis, AccessReport access) {}
