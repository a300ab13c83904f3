package io.lintel.core.event;

import io.lintel.hal.ClockQuality;
import java.time.ZoneId;
import java.util.UUID;

/**
 * What the journal adds to a {@link DoorEvent}: identity, order and the standing of the clock.
 *
 * @param id UUIDv7 (RFC 9562 §5.7)
 * @param seq gap-free number of the event at this door, from 1
 * @param prev SHA-256 of the event before as journalled, lower-case hex; 64 zeros for the first
 * @param site topic segment
 * @param door topic segment
 * @param boot the kernel's boot id
 * @param zone the site's zone
 * @param clock how far the wall clock could be trusted
 * @param attendance whether attendance was a purpose of what is recorded at this door
 */
public record EventStamp(
        UUID id,
        long seq,
        String prev,
        String site,
        String door,
        String boot,
        ZoneId zone,
        ClockQuality clock,
        boolean attendance) {}
