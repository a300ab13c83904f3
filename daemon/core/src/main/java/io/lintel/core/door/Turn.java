package io.lintel.core.door;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import java.util.List;
import java.util.Map;

/**
 * One input's turn: when it is, and what is to be done about it so far.
 *
 * @param at now
 * @param actions in order; grows
 */
record Turn(Moment at, List<DoorAction> actions) {
    long nanos() {
        return at.nanos();
    }

    void report(DoorEvent event) {
        actions.add(new DoorAction.Report(event));
    }

    void report(EventType type, Map<String, String> detail) {
        report(DoorEvent.of(type, at, detail));
    }

    void show(DoorAction.Indication indication) {
        actions.add(new DoorAction.Signal(indication));
    }
}
