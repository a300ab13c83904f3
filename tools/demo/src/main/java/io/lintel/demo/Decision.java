package io.lintel.demo;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the door decided about a face, and at which picture of the film.
 *
 * @param granted whether the door was opened
 * @param person for whom; for a refusal perhaps the candidate
 * @param reason why
 * @param liveness P(live), if it was asked
 * @param latencyNanos capture of the deciding frame → relay (or → refusal)
 * @param frame of the film that was captured for it
 */
record Decision(
        boolean granted,
        Optional<String> person,
        Reason reason,
        OptionalDouble liveness,
        long latencyNanos,
        double frame) {

    /** The decision in an event; empty for events that are no decision about a face. */
    static Optional<Decision> of(StampedEvent stamped, FilmClock clock) {
        DoorEvent event = stamped.event();
        boolean granted = event.type() == EventType.ACCESS_GRANTED;
        if ((!granted && event.type() != EventType.ACCESS_DENIED) || event.recognition().isEmpty()) {
            return Optional.empty();
        }
        long latency = event.latency().totalNanos();
        return Optional.of(new Decision(
                granted,
                event.person().map(PersonId::value),
                event.reason().orElse(Reason.UNKNOWN),
                event.recognition().get().liveness(),
                latency,
                clock.frameAt(event.monoNanos() - latency)));
    }
}
