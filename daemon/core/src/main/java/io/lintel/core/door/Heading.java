package io.lintel.core.door;

import io.lintel.core.access.DirectionRule;
import io.lintel.core.event.Direction;
import io.lintel.core.event.Direction.Source;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.event.Moment;
import java.time.Duration;

/**
 * Which way whoever is granted goes: as the reader leads; where it leads no way, as they said just before by its buttons; where nobody
 * said, as the schedule has it, while the clock is believed. Of one thread.
 */
final class Heading {
    /** What was said by a button counts this long. */
    static final Duration SAID = Duration.ofSeconds(10);

    private final Direction reader;
    private final DirectionRule rule;
    private final Input inKey = new Input();
    private final Input outKey = new Input();
    private final Timer said = new Timer();
    private Way way = Way.UNKNOWN;

    Heading(Direction reader, DirectionRule rule) {
        this.reader = reader;
        this.rule = rule;
    }

    /** A button of the reader. */
    void key(Way wanted, boolean active, long nowNanos) {
        Input key = wanted == Way.IN ? inKey : outKey;
        if (key.sample(active) == Input.Change.BEGAN) {
            way = wanted;
            said.start(nowNanos, SAID.toNanos());
        }
    }

    /** The way of a grant at this moment; what was said counts once. */
    Direction take(Moment at, boolean clockTrusted) {
        if (!reader.equals(Direction.UNKNOWN)) {
            return reader;
        }
        boolean personSaid = said.running() && !said.expired(at.nanos());
        said.stop();
        if (personSaid) {
            return new Direction(way, Source.PERSON);
        }
        Way usual = clockTrusted ? rule.at(at.wall()) : Way.UNKNOWN;
        return usual == Way.UNKNOWN ? Direction.UNKNOWN : new Direction(usual, Source.SCHEDULE);
    }
}
