package io.lintel.core.command;

import java.time.Duration;
import java.util.Set;

/**
 * What this door takes from afar.
 *
 * @param audience the claim that means this door, see {@link Claims#audience(String, String)}
 * @param lifetimeMax the longest that a command may be valid, from issue to expiry
 * @param allowed the kinds it obeys
 */
public record CommandRules(String audience, Duration lifetimeMax, Set<Command.Kind> allowed) {
    /** How far ahead the sender's clock may be. */
    public static final Duration LEEWAY = Duration.ofSeconds(5);

    /** Keeps its own copy. */
    public CommandRules {
        allowed = Set.copyOf(allowed);
    }
}
