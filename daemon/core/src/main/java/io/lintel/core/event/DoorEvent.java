package io.lintel.core.event;

import io.lintel.core.gallery.PersonId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that happened at this door, before the journal numbers it.
 *
 * @param type what
 * @param time when, wall clock as it stood
 * @param monoNanos when, monotonic clock
 * @param person whom it concerns, if anybody known
 * @param direction which way
 * @param reason why, for access decisions
 * @param recognition what the eyes said, for access decisions by face
 * @param latency capture → relay by stage, for access decisions by face
 * @param detail further facts, lower_snake keys; no names, no biometric data
 */
public record DoorEvent(
        EventType type,
        Instant time,
        long monoNanos,
        Optional<PersonId> person,
        Direction direction,
        Optional<Reason> reason,
        Optional<Recognition> recognition,
        Latency latency,
        Map<String, String> detail) {
    /** Keeps its own sorted copy of the detail. */
    public DoorEvent {
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }

    /** An event about the door itself. */
    public static DoorEvent of(EventType type, Moment at, Map<String, String> detail) {
        return new DoorEvent(
                type,
                at.wall(),
                at.nanos(),
                Optional.empty(),
                Direction.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Latency.NONE,
                detail);
    }

    /** An event about a person, without a decision. */
    public static DoorEvent about(EventType type, Moment at, PersonId person, Map<String, String> detail) {
        return new DoorEvent(
                type,
                at.wall(),
                at.nanos(),
                Optional.of(person),
                Direction.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Latency.NONE,
                detail);
    }

    /** The same event with one more stage of latency: what the door agent measured after the decision, such as the relay's edge. */
    public DoorEvent with(Stage stage, long stageNanos) {
        return new DoorEvent(
                type, time, monoNanos, person, direction, reason, recognition, latency.with(stage, stageNanos), detail);
    }

    /** The same event without the way that somebody went. */
    public DoorEvent undirected() {
        return new DoorEvent(type, time, monoNanos, person, Direction.UNKNOWN, reason, recognition, latency, detail);
    }

    /** The same event with the reason for a decision. */
    public DoorEvent because(Reason why) {
        return new DoorEvent(
                type, time, monoNanos, person, direction, Optional.of(why), recognition, latency, detail);
    }
}
