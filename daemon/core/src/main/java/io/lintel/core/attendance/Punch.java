package io.lintel.core.attendance;

import io.lintel.core.event.Direction;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A person was let in at a door: the fact that attendance is made of. Not that the person walked through.
 *
 * @param person who
 * @param timing when
 * @param direction which way, and who says so
 * @param zone the site's zone
 * @param door which door
 * @param seq the event's number at that door
 * @param late whether it reached the broker more than a minute late; false in a door's own journal
 */
public record Punch(PersonId person, Timing timing, Direction direction, ZoneId zone, String door, long seq, boolean late) {
    /**
     * The punches among these events: grants to people, recorded while attendance was a purpose.
     *
     * @param events of one door, or of several; clocks are set right by all of them
     */
    public static List<Punch> of(List<StampedEvent> events) {
        ClockAnchors clocks = ClockAnchors.of(events.stream());
        List<Punch> punches = new ArrayList<>();
        for (StampedEvent event : events) {
            if (event.event().type() != EventType.ACCESS_GRANTED || !event.stamp().attendance()) {
                continue;
            }
            event.event().person().ifPresent(person -> punches.add(new Punch(
                    person,
                    clocks.timing(event),
                    event.event().direction(),
                    event.stamp().zone(),
                    event.stamp().door(),
                    event.stamp().seq(),
                    event.late())));
        }
        return punches;
    }

    /** The day at the site. */
    public LocalDate day() {
        return LocalDate.ofInstant(timing.time(), zone);
    }
}
