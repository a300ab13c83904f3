package io.lintel.simulate.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What operators with a key have really asked for from afar, each of it once. Of one thread. */
public final class Mandates {
    /** How long a command is valid. */
    public static final Duration VALID = Duration.ofSeconds(20);
    /** From the sender's hand into the door's memory, at most: network, agents that are held up. */
    public static final long WAY_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * One wish.
     *
     * @param kind {@code unlock}, {@code lock}, {@code lockdown true}, {@code lockdown false}
     * @param holdMillis of an unlock, unlike any other's; else 0
     * @param nanos when it was sent
     */
    public record Mandate(String kind, long holdMillis, long nanos) {}

    private final List<Mandate> given = new ArrayList<>();

    Mandates() {}

    /** Somebody asks for this. */
    public void give(Mandate mandate) {
        given.add(mandate);
    }

    /** All of them, oldest first. */
    public List<Mandate> given() {
        return given;
    }
}
