package io.lintel.core.control;

import java.time.Instant;

/**
 * How one part of the daemon fares.
 *
 * @param component its name: {@code camera}, {@code relay}, {@code journal}, {@code uplink}, …
 * @param state how well it works
 * @param detail what is wrong, or how it works; one line, no names, no biometric data
 * @param todo what an installer can do about it; empty if nothing
 * @param since since when it is in this state
 */
public record ComponentHealth(String component, HealthState state, String detail, String todo, Instant since) {}
