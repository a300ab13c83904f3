package io.lintel.simulate.oracle;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** No grant is told of by two events. */
final class GrantIsToldOnce implements Oracle {
    private final Map<String, UUID> told = new HashMap<>();

    @Override
    public void received(StampedEvent event) {
        DoorEvent grant = event.event();
        if (grant.type() == EventType.ACCESS_GRANTED) {
            UUID id = event.stamp().id();
            UUID before = told.putIfAbsent(event.stamp().boot() + ' ' + grant.monoNanos() + ' ' + grant.person(), id);
            if (before != null && !before.equals(id)) {
                throw violation("one grant has two events: " + before + " and " + id);
            }
        }
    }
}
