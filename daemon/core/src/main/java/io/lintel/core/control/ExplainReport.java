package io.lintel.core.control;

import java.time.Instant;
import java.util.Map;

/**
 * Why faces were or were not used, counted since the daemon started.
 *
 * @param since when counting began
 * @param frames frames analysed
 * @param still frames spared by the motion gate
 * @param faces faces found in frames
 * @param used faces embedded and compared
 * @param passersBy faces that left without having come to the door: too far away, or on their way across the picture
 * @param flaws faces put aside, by the first flaw the quality gate met
 * @param decisions decisions, by reason
 */
public record ExplainReport(
        Instant since,
        long frames,
        long still,
        long faces,
        long used,
        long passersBy,
        Map<String, Long> flaws,
        Map<String, Long> decisions) {
    /** Keeps its own copies. */
    public ExplainReport {
        flaws = Map.copyOf(flaws);
        decisions = Map.copyOf(decisions);
    }
}
