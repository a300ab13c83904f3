package io.lintel.simulate.oracle;

import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import java.util.List;

/** Watches one thing that must always hold, from outside the door. Of one thread, and of one world. */
public interface Oracle {
    /** Looks after every step. */
    default void step() {}

    /** The hub got an event, perhaps not for the first time. */
    default void received(StampedEvent event) {}

    /**
     * Everything is well again and at rest.
     *
     * @param rows the journal on disk, in order
     */
    default void settled(List<Row> rows) {}

    /** Says what does not hold. */
    default Violation violation(String what) {
        return new Violation(getClass().getSimpleName(), what);
    }
}
