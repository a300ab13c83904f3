package io.lintel.core.access;

import io.lintel.core.schedule.Schedule;
import java.util.Optional;

/**
 * What the people of one group may.
 *
 * @param schedule when they may pass; empty: at any time
 * @param startsAlwaysOpen whether one of them can be the first person who begins an always-open window
 * @param passbackExempt whether anti-passback leaves them alone
 */
public record GroupRule(Optional<Schedule> schedule, boolean startsAlwaysOpen, boolean passbackExempt) {
    /** At any time, and nothing else special. */
    public static final GroupRule ANY_TIME = new GroupRule(Optional.empty(), true, false);
}
