package io.lintel.core.door;

import io.lintel.core.event.Direction;
import java.time.Duration;

/**
 * How this door behaves.
 *
 * @param unlockTime how long a grant or request to exit unlocks, 500 ms..60 s
 * @param relockOnOpen lock again as soon as the contact opens (else only by time); an operator's unlock always goes by time
 * @param contactFitted whether there is a door contact; without one, held and forced cannot be seen
 * @param heldWarning open for this long: warn; zero for never, at most a day
 * @param heldAlarm open for this long: alarm; zero for never, at most a day, not before the warning
 * @param maxOperatorUnlock the longest an operator may unlock for, 1 s..1 day; a longer wish is cut to this
 * @param repeatSuppression the same person is not granted again within this time while the door is still released, zero..10 min
 * @param direction which way this reader leads
 * @param attackLimit so often a person's picture may be refused as not alive within five minutes before their face opens nothing for a
 *     while, 1..20; 0 for never
 * @param attackLockout for how long it then opens nothing, 1 s..1 h
 */
public record DoorSettings(
        Duration unlockTime,
        boolean relockOnOpen,
        boolean contactFitted,
        Duration heldWarning,
        Duration heldAlarm,
        Duration maxOperatorUnlock,
        Duration repeatSuppression,
        Direction direction,
        int attackLimit,
        Duration attackLockout) {
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the first that is out of its range
     */
    public DoorSettings {
        within("unlock-time", unlockTime, Duration.ofMillis(500), Duration.ofSeconds(60));
        within("held-warning", heldWarning, Duration.ZERO, DAY);
        within("held-alarm", heldAlarm, Duration.ZERO, DAY);
        within("max-operator-unlock", maxOperatorUnlock, Duration.ofSeconds(1), DAY);
        within("repeat-suppression", repeatSuppression, Duration.ZERO, Duration.ofMinutes(10));
        within("attack-lockout", attackLockout, Duration.ofSeconds(1), Duration.ofHours(1));
        if (attackLimit < 0 || attackLimit > 20) {
            throw new IllegalArgumentException("door: attack-limit " + attackLimit + " is not within 0..20");
        }
        if (heldAlarm.isPositive() && heldAlarm.compareTo(heldWarning) < 0) {
            throw new IllegalArgumentException("door: held-alarm " + heldAlarm + " comes before held-warning " + heldWarning);
        }
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("door: " + key + " " + value + " is not within " + least + ".." + most);
        }
    }
}
