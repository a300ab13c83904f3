package io.lintel.daemon.uplink;

import java.time.Instant;
import java.util.Optional;

/**
 * How the uplink is. A snapshot for health and metrics.
 *
 * @param phase where it stands
 * @param detail what is wrong and what to do; empty when nothing is
 * @param since since when the phase is this one
 * @param connects successful connections since the start
 * @param sent events published since the start, repetitions included
 * @param delivered events acknowledged since the start
 * @param inFlight events published and not acknowledged by the broker yet
 * @param ackedUpTo every event up to this number is delivered
 * @param lastSeq the newest event known
 * @param parked events refused for good since the start
 * @param certificateUntil until when the broker's certificate is valid, as of the latest encrypted connection
 */
public record UplinkStatus(
        Phase phase,
        String detail,
        Instant since,
        long connects,
        long sent,
        long delivered,
        int inFlight,
        long ackedUpTo,
        long lastSeq,
        long parked,
        Optional<Instant> certificateUntil) {
    /** Where an uplink can stand. */
    public enum Phase {
        /** Waiting for the next attempt to connect. */
        OFFLINE,
        /** Attempting. */
        CONNECTING,
        /** Connected, events flow. */
        ONLINE,
        /** Connected, but the broker does not take events at present. */
        REFUSED
    }

    /** Events that are journalled and not delivered. */
    public long pending() {
        return Math.max(0, lastSeq - ackedUpTo);
    }
}
