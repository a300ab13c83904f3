package io.lintel.daemon;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import java.util.ArrayList;
import java.util.List;

/** A journal that takes events, or not, as told. */
public final class ScriptedJournal implements EventSink {
    public final List<DoorEvent> events = new ArrayList<>();
    public boolean full;
    public boolean recording = true;

    @Override
    public boolean offer(DoorEvent event) {
        return !full && events.add(event);
    }

    @Override
    public boolean recording() {
        return recording && !full;
    }

    public List<EventType> types() {
        return events.stream().map(DoorEvent::type).toList();
    }
}
