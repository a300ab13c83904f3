package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import io.lintel.hal.ClockQuality;
import java.util.UUID;

/**
 * An event that has its id but not yet its place in the journal. The id makes a second attempt at writing it harmless.
 *
 * @param id UUIDv7
 * @param event what happened
 * @param clock how far the wall clock could be trusted then
 */
public record PendingEvent(UUID id, DoorEvent event, ClockQuality clock) {}
