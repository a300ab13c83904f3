package io.lintel.core.access;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may pass this door when, and what else it takes.
 *
 * @param rules who when
 * @param alwaysOpen when nobody needs to ask
 * @param passback nobody enters twice
 * @param secondFactor what must come beside a face
 * @param interlock whether another door must be secure before this one opens; until it says so it counts as not secure
 * @param ways when people come and go, where the reader does not tell
 * @param extendedTime how much longer the door is unlocked, and may stand open, for people who need it, zero..2 min
 */
public record AccessSettings(
        AccessRules rules,
        Optional<AlwaysOpenRule> alwaysOpen,
        PassbackRule passback,
        SecondFactorRule secondFactor,
        boolean interlock,
        DirectionRule ways,
        Duration extendedTime) {
    /** Everybody enrolled, at any time, by face alone. */
    public static final AccessSettings NONE = new AccessSettings(
            AccessRules.NONE, Optional.empty(), PassbackRule.OFF, SecondFactorRule.NONE, false, DirectionRule.NONE, Duration.ZERO);

    /**
     * Checks what goes together.
     *
     * @throws IllegalArgumentException naming what does not
     */
    public AccessSettings {
        if (extendedTime.isNegative() || extendedTime.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("door: extended-time " + extendedTime + " is not within 0 s..2 min");
        }
        if (interlock && alwaysOpen.isPresent()) {
            throw new IllegalArgumentException("door: a door of an interlock cannot be always open");
        }
    }
}
