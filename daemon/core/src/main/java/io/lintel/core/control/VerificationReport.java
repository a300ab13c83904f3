package io.lintel.core.control;

import java.util.List;

/**
 * Whether the journal is what was written.
 *
 * @param events how many there are
 * @param first the oldest's number, 0 if there is none; older ones have left after the retention
 * @param last the newest's number
 * @param head SHA-256 of the newest, in hex: whoever notes number and hash can tell later that nothing up to there was changed
 * @param breaks what does not fit, in words; empty if all does; 20 at most
 */
public record VerificationReport(long events, long first, long last, String head, List<String> breaks) {
    /** Keeps its own copy of the list. */
    public VerificationReport {
        breaks = List.copyOf(breaks);
    }
}
