package io.lintel.core.door;

import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import java.util.Map;
import java.util.Optional;

/** Words the door's events. Immutable. */
final class DoorEvents {
    private final Direction direction;

    /** Events of a door whose reader leads this way. */
    DoorEvents(Direction direction) {
        this.direction = direction;
    }

    static DoorEvent granted(Sighting sighting, Direction way, Map<String, String> detail, Moment at) {
        return decision(EventType.ACCESS_GRANTED, sighting, way, sighting.reason(), detail, at);
    }

    static DoorEvent denied(Sighting sighting, Reason reason, Map<String, String> detail, Moment at) {
        return decision(EventType.ACCESS_DENIED, sighting, Direction.UNKNOWN, reason, detail, at);
    }

    DoorEvent passed(PersonId person, Moment at) {
        return about(EventType.ACCESS_PASSED, Optional.of(person), direction, Map.of(), at);
    }

    /** About somebody, if anybody is known. */
    static DoorEvent about(EventType type, Optional<PersonId> person, Map<String, String> detail, Moment at) {
        return about(type, person, Direction.UNKNOWN, detail, at);
    }

    private static DoorEvent about(
            EventType type, Optional<PersonId> person, Direction way, Map<String, String> detail, Moment at) {
        return new DoorEvent(type, at.wall(), at.nanos(), person, way, Optional.empty(), Optional.empty(), Latency.NONE, detail);
    }

    private static DoorEvent decision(
            EventType type, Sighting sighting, Direction way, Reason reason, Map<String, String> detail, Moment at) {
        return new DoorEvent(
                type,
                at.wall(),
                at.nanos(),
                sighting.person(),
                way,
                Optional.of(reason),
                Optional.of(sighting.recognition()),
                sighting.latency(),
                detail);
    }
}
