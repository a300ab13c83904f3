package io.lintel.core.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What the rules need to know of the door at this moment.
 *
 * @param lockdown whether the door is locked down
 * @param recalled whether it is known what was before the start
 * @param recording whether events can be recorded
 * @param lockedOut whether this person's face opens nothing after repeated attacks
 * @param clockTrusted whether the wall clock can be believed
 * @param passedBefore when the person went this way before, if hard anti-passback forbids to do so again
 * @param partnerOpen whether the other door of the interlock is not secure
 */
public record DoorFacts(
        boolean lockdown,
        boolean recalled,
        boolean recording,
        boolean lockedOut,
        boolean clockTrusted,
        Optional<Instant> passedBefore,
        boolean partnerOpen) {}
