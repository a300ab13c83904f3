package io.lintel.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.DirectionRule;
import io.lintel.core.event.Direction;
import io.lintel.core.event.Direction.Source;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.event.Moment;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who says which way somebody goes: the reader's place, the person, the hour, in this order. */
final class HeadingTest {
    private static final Instant MORNING = Instant.parse("2026-07-01T07:30:00Z");
    private static final Instant NOON = Instant.parse("2026-07-01T12:30:00Z");
    private static final Instant EVENING = Instant.parse("2026-07-01T17:30:00Z");
    private static final DirectionRule HOURS = new DirectionRule(
            Optional.of(schedule("mornings", "mon-fri 06:00-13:00")), Optional.of(schedule("evenings", "mon-fri 12:00-20:00")));

    private final Heading heading = new Heading(Direction.UNKNOWN, HOURS);

    private static Schedule schedule(String name, String window) {
        return new Schedule(name, ZoneOffset.UTC, List.of(Window.parse(window)), Holidays.NONE);
    }

    private static Moment at(long seconds, Instant wall) {
        return new Moment(seconds * 1_000_000_000L, wall);
    }

    @Test
    void theReadersPlaceGoesBeforeEverything() {
        Direction out = new Direction(Way.OUT, Source.READER);
        Heading fixed = new Heading(out, HOURS);
        fixed.key(Way.IN, false, 0);
        fixed.key(Way.IN, true, 0);
        assertThat(fixed.take(at(1, MORNING), true)).isEqualTo(out);
    }

    @Test
    void theHourTellsUnlessItIsAmbiguousOrTheClockIsNotBelieved() {
        assertThat(heading.take(at(1, MORNING), true)).isEqualTo(new Direction(Way.IN, Source.SCHEDULE));
        assertThat(heading.take(at(1, EVENING), true)).isEqualTo(new Direction(Way.OUT, Source.SCHEDULE));
        assertThat(heading.take(at(1, NOON), true)).as("both hold").isEqualTo(Direction.UNKNOWN);
        assertThat(heading.take(at(1, Instant.parse("2026-07-05T07:30:00Z")), true)).as("Sunday").isEqualTo(Direction.UNKNOWN);
        assertThat(heading.take(at(1, MORNING), false)).isEqualTo(Direction.UNKNOWN);
    }

    @Test
    void whatSomebodySaysCountsOnceAndForTenSeconds() {
        heading.key(Way.OUT, false, 0);
        heading.key(Way.OUT, true, 0);
        assertThat(heading.take(at(9, MORNING), true)).isEqualTo(new Direction(Way.OUT, Source.PERSON));
        assertThat(heading.take(at(9, MORNING), true)).as("the next one").isEqualTo(new Direction(Way.IN, Source.SCHEDULE));
        heading.key(Way.OUT, false, 20_000_000_000L);
        heading.key(Way.OUT, true, 20_000_000_000L);
        assertThat(heading.take(at(30, MORNING), true)).isEqualTo(new Direction(Way.IN, Source.SCHEDULE));
        heading.key(Way.OUT, false, 40_000_000_000L);
        heading.key(Way.OUT, true, 40_000_000_000L);
        heading.key(Way.IN, false, 41_000_000_000L);
        heading.key(Way.IN, true, 41_000_000_000L);
        assertThat(heading.take(at(42, EVENING), true)).as("the last word counts").isEqualTo(new Direction(Way.IN, Source.PERSON));
    }

    @Test
    void aButtonThatIsHeldDownAtTheStartSaysNothing() {
        heading.key(Way.OUT, true, 0);
        assertThat(heading.take(at(1, NOON), true)).isEqualTo(Direction.UNKNOWN);
    }
}
