package io.lintel.core.door;

import io.lintel.core.access.AccessSettings;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A door on the bench: time by hand, everything it wanted done kept. */
final class DoorBench {
    static final Direction IN = new Direction(Direction.Way.IN, Direction.Source.READER);
    static final DoorSettings SETTINGS = settings(true, true);
    /** Just before the monotonic clock wraps: no test may mind. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    final DoorController door;
    final List<DoorAction> all = new ArrayList<>();
    private long nanos = START;
    private Instant start = Instant.EPOCH;

    DoorBench(DoorSettings settings) {
        door = new DoorController(settings);
    }

    DoorBench(DoorSettings settings, AccessSettings access) {
        door = new DoorController(settings, access);
    }

    /** A door at which this is the wall clock now, and believed; nothing is remembered of before. */
    DoorBench at(String wall) {
        setClock(wall);
        on(new DoorInput.Clock(true));
        return quiet();
    }

    void setClock(String wall) {
        start = Instant.parse(wall).minusNanos(nanos - START);
    }

    static DoorSettings settings(boolean relockOnOpen, boolean contactFitted) {
        return new DoorSettings(
                Duration.ofSeconds(5),
                relockOnOpen,
                contactFitted,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(3),
                IN,
                3,
                Duration.ofMinutes(1));
    }

    /** All switches at rest, and nothing remembered of before. */
    DoorBench quiet() {
        on(DoorInput.Recalled.NOTHING);
        on(new DoorInput.Contact(false));
        on(new DoorInput.Rex(false));
        on(new DoorInput.Tamper(false));
        on(new DoorInput.Fire(false));
        return this;
    }

    Moment now() {
        return new Moment(nanos, start.plusNanos(nanos - START));
    }

    List<DoorAction> on(DoorInput input) {
        List<DoorAction> actions = door.on(input, now());
        all.addAll(actions);
        return actions;
    }

    List<DoorAction> after(Duration time, DoorInput input) {
        nanos += time.toNanos();
        return on(input);
    }

    List<DoorAction> tickAfter(Duration time) {
        return after(time, new DoorInput.Tick());
    }

    static DoorInput.Seen match(String person) {
        return new DoorInput.Seen(sighting(Reason.MATCH, Optional.of(new PersonId(person)), Optional.empty()));
    }

    static DoorInput.Seen negative(Reason reason) {
        return new DoorInput.Seen(sighting(reason, Optional.empty(), Optional.empty()));
    }

    static Sighting sighting(Reason reason, Optional<PersonId> person, Optional<String> flaw) {
        Recognition recognition =
                new Recognition(8, 6, 0.001, 1, 0.7, OptionalDouble.of(0.9), 0.8, "bundle@1", 3, 17);
        return new Sighting(reason, person, recognition, 5, new Latency(Map.of(Stage.EMBED, 9_000_000L)), flaw);
    }

    static List<DoorEvent> events(List<DoorAction> actions) {
        return actions.stream()
                .filter(DoorAction.Report.class::isInstance)
                .map(action -> ((DoorAction.Report) action).event())
                .toList();
    }

    static List<EventType> types(List<DoorAction> actions) {
        return events(actions).stream().map(DoorEvent::type).toList();
    }
}
