package io.lintel.core.attendance;

import java.time.Duration;
import java.time.Instant;

/**
 * When something happened, as well as can be known now.
 *
 * @param time the best knowledge
 * @param recorded what the door's wall clock said; never changes
 * @param trust why {@code time} is believed
 * @param error by how much {@code time} may be wrong either way; zero where nobody knows it
 */
public record Timing(Instant time, Instant recorded, Trust trust, Duration error) {
    /** Where a time comes from. */
    public enum Trust {
        /** The wall clock was synchronised when it happened. */
        SYNCHRONISED,
        /** It was not then, but was later or earlier in the same boot: counted from there by the monotonic clock. */
        RETIMED,
        /** It was not, and nothing in the same boot tells better: may be wrong by any amount. */
        UNSURE
    }
}
