package io.lintel.core.attendance;

import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Latency;
import io.lintel.core.event.StampedEvent;
import io.lintel.core.gallery.PersonId;
import io.lintel.hal.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Grants as a door records them, for tests. */
final class Grants {
    static final ZoneId ZONE = ZoneId.of("Europe/Lisbon");
    static final Direction IN = new Direction(Direction.Way.IN, Direction.Source.READER);
    static final Direction OUT = new Direction(Direction.Way.OUT, Direction.Source.READER);

    private Grants() {}

    static StampedEvent event(
            EventType type, String person, Direction way, Instant time, Duration mono, String boot, ClockQuality clock,
            boolean attendance, long seq) {
        DoorEvent event = new DoorEvent(
                type, time, mono.toNanos(), Optional.of(person).filter(id -> !id.isEmpty()).map(PersonId::new), way,
                Optional.empty(), Optional.empty(), Latency.NONE, Map.of());
        EventStamp stamp = new EventStamp(
                new UUID(7, seq), seq, HashChain.GENESIS, "hq", "front", boot, ZONE, clock, attendance);
        return new StampedEvent(event, stamp, false);
    }

    static ClockQuality synced(long errorMillis) {
        return new ClockQuality("ntp", true, OptionalLong.of(errorMillis));
    }

    static ClockQuality unsynced() {
        return new ClockQuality("none", false, OptionalLong.empty());
    }

    /** A punch at a local time of the site, under a good clock. */
    static Punch punch(String person, Direction way, String local) {
        Instant time = java.time.LocalDateTime.parse(local).atZone(ZONE).toInstant();
        Timing timing = new Timing(time, time, Timing.Trust.SYNCHRONISED, Duration.ZERO);
        return new Punch(new PersonId(person), timing, way, ZONE, "front", 1, false);
    }
}
