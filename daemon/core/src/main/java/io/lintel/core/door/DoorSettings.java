package io.lintel.core.door;

import io.lintel.core.event.Direction;
import java.time.Duration;

/**
 * How this door behaves.
 *
 * @param unlockTime how long a grant or request to exit unlocks, 500 ms..60 s
 * @param relockOnOpen lock again as soon as the contact opens (else only by time)
 * @param contactFitted whether there is a door contact; without one, held and forced cannot be seen
 * @param heldWarning open for this long: warn; zero for never
 * @param heldAlarm open for this long: alarm; zero for never
 * @param maxOperatorUnlock the longest an operator may unlock for
 * @param repeatSuppression the same person is not granted again within this time while the door is still released
 * @param direction which way this reader leads
 */
public record DoorSettings(
        Duration unlockTime,
        boolean relockOnOpen,
        boolean contactFitted,
        Duration heldWarning,
        Duration heldAlarm,
        Duration maxOperatorUnlock,
        Duration repeatSuppression,
        Direction direction) {}
