package io.lintel.simulate.oracle;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;

/**
 * What a door told of a moment that is known.
 *
 * @param stamped as it was told
 * @param nanos when it happened, in the world's time
 */
public record Told(StampedEvent stamped, long nanos) {
    /** Events are dated to the millisecond, never later than they were. */
    static final long EXACT_NANOS = 1_000_000;

    /** What. */
    public DoorEvent event() {
        return stamped.event();
    }

    /** Whether it is of this kind. */
    public boolean is(EventType type) {
        return event().type() == type;
    }

    /** One of its particulars, or nothing. */
    public String detail(String key) {
        return event().detail().getOrDefault(key, "");
    }

    @Override
    public String toString() {
        return "event " + stamped.stamp().seq() + " of " + View.moment(nanos) + " (" + event().type() + " " + event().detail() + ")";
    }
}
