package io.lintel.core.vision;

import io.lintel.core.event.Latency;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.gallery.PersonId;
import java.util.Optional;

/**
 * One approach, decided: who it is, or why nobody. A track yields at most one positive sighting, and at most one negative; a
 * negative one may be followed by a positive when the person came nearer, never the other way round.
 *
 * @param reason {@link Reason#MATCH} for a positive one; {@code UNKNOWN}, {@code AMBIGUOUS}, {@code LIVENESS}, {@code QUALITY} or
 *     {@code NOT_ENROLLED} otherwise
 * @param person the person for {@code MATCH}; the candidate for {@code LIVENESS}; empty otherwise
 * @param recognition the measured side
 * @param captureNanos when the deciding frame was captured, monotonic
 * @param latency stages up to the decision
 * @param flaw the last quality flaw of the track, in the models' words, for {@code QUALITY}; empty otherwise
 */
public record Sighting(
        Reason reason,
        Optional<PersonId> person,
        Recognition recognition,
        long captureNanos,
        Latency latency,
        Optional<String> flaw) {
    /** Whether somebody was recognised. */
    public boolean positive() {
        return reason == Reason.MATCH;
    }
}
