package io.lintel.core.access;

import io.lintel.core.event.Direction.Way;
import io.lintel.core.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * When people as a rule come and go, for a reader whose place does not tell: in the morning in, in the evening out.
 *
 * @param in when whoever passes comes in
 * @param out when whoever passes goes out
 */
public record DirectionRule(Optional<Schedule> in, Optional<Schedule> out) {
    /** No rule. */
    public static final DirectionRule NONE = new DirectionRule(Optional.empty(), Optional.empty());

    /** The way of whoever passes at this moment; not known where neither holds, or both. */
    public Way at(Instant moment) {
        boolean comes = in.filter(schedule -> schedule.holds(moment)).isPresent();
        boolean goes = out.filter(schedule -> schedule.holds(moment)).isPresent();
        if (comes == goes) {
            return Way.UNKNOWN;
        }
        return comes ? Way.IN : Way.OUT;
    }
}
