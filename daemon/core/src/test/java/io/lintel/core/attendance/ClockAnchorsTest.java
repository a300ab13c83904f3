package io.lintel.core.attendance;

import static io.lintel.core.attendance.Grants.IN;
import static io.lintel.core.attendance.Grants.event;
import static io.lintel.core.attendance.Grants.synced;
import static io.lintel.core.attendance.Grants.unsynced;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.attendance.Timing.Trust;
import io.lintel.core.event.Direction;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A door without a battery-backed clock wakes in 1970; what it saw then gets its time when the clock is set. */
final class ClockAnchorsTest {
    private static final Instant SET = Instant.parse("2026-07-01T08:00:00Z");

    private static StampedEvent grant(String boot, Duration mono, Instant recorded, boolean good) {
        return event(EventType.ACCESS_GRANTED, "ana", IN, recorded, mono, boot, good ? synced(20) : unsynced(), true, mono.toMillis());
    }

    private static StampedEvent set(String boot, Duration mono, Instant time) {
        return event(EventType.HEALTH_CLOCK, "", Direction.UNKNOWN, time, mono, boot, synced(20), true, 1);
    }

    @Test
    void anEventBeforeTheClockWasSetIsCountedBackFromThere() {
        StampedEvent early = grant("b1", Duration.ofSeconds(30), Instant.ofEpochSecond(30), false);
        Timing timing = ClockAnchors.of(Stream.of(early, set("b1", Duration.ofSeconds(1_030), SET))).timing(early);

        assertThat(timing.trust()).isEqualTo(Trust.RETIMED);
        assertThat(timing.time()).isEqualTo(SET.minusSeconds(1_000));
        assertThat(timing.recorded()).as("the fact stays").isEqualTo(Instant.ofEpochSecond(30));
        // The anchor's 20 ms, 500 ppm of 1 000 s, and the clocks' resolution.
        assertThat(timing.error()).isEqualTo(Duration.ofMillis(20 + 500 + 1));
    }

    @Test
    void theNearestAnchorCountsBeforeOrAfter() {
        StampedEvent lost = grant("b1", Duration.ofMinutes(15), Instant.EPOCH, false);
        List<StampedEvent> all = List.of(
                set("b1", Duration.ofSeconds(100), SET), set("b1", Duration.ofSeconds(1_000), SET.plusSeconds(905)), lost);
        Timing timing = ClockAnchors.of(all.stream()).timing(lost);
        assertThat(timing.time()).isEqualTo(SET.plusSeconds(805));
        assertThat(timing.error()).isEqualTo(Duration.ofMillis(20 + 50 + 1));
    }

    @Test
    void anotherBootTellsNothing() {
        StampedEvent early = grant("b1", Duration.ofSeconds(30), Instant.ofEpochSecond(30), false);
        Timing timing = ClockAnchors.of(Stream.of(early, set("b2", Duration.ofSeconds(40), SET))).timing(early);
        assertThat(timing).isEqualTo(new Timing(Instant.ofEpochSecond(30), Instant.ofEpochSecond(30), Trust.UNSURE, Duration.ZERO));
    }

    @Test
    void underAGoodClockTheRecordStands() {
        StampedEvent good = grant("b1", Duration.ofSeconds(30), SET, true);
        Timing timing = ClockAnchors.of(Stream.of(good, set("b1", Duration.ofSeconds(31), SET.plusSeconds(77)))).timing(good);
        assertThat(timing).isEqualTo(new Timing(SET, SET, Trust.SYNCHRONISED, Duration.ofMillis(20)));
    }

    @Test
    void theTrueTimeIsAlwaysWithinTheErrorWhateverTheDriftAndTheOrder() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            double drift = (random.nextDouble() * 2 - 1) * ClockAnchors.DRIFT_PPM * 1e-6;
            List<StampedEvent> events = new ArrayList<>();
            List<Instant> truth = new ArrayList<>();
            for (int each = 0; each < 20; each++) {
                long trueMillis = random.nextLong(86_400_000L);
                long mono = Math.round(trueMillis * (1 + drift));
                boolean good = random.nextInt(4) == 0;
                long wrong = good ? random.nextLong(-20, 21) : random.nextLong(-1_000_000_000_000L, 0);
                Instant time = SET.plusMillis(trueMillis);
                truth.add(time);
                events.add(event(
                        EventType.ACCESS_GRANTED, "ana", IN, time.plusMillis(wrong), Duration.ofMillis(mono), "b", good ? synced(20) : unsynced(),
                        true, each));
            }
            List<StampedEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            ClockAnchors anchors = ClockAnchors.of(shuffled.stream());
            for (int each = 0; each < events.size(); each++) {
                Timing timing = anchors.timing(events.get(each));
                if (timing.trust() != Trust.UNSURE) {
                    assertThat(Duration.between(truth.get(each), timing.time()).abs())
                            .as("round %d, event %d: %s", round, each, timing)
                            .isLessThanOrEqualTo(timing.error());
                }
            }
        }
    }

    @Test
    void punchesTakeTheTrueDayAndOnlyWhatIsForAttendance() {
        StampedEvent early = grant("b1", Duration.ofSeconds(30), Instant.ofEpochSecond(30), false);
        StampedEvent access = event(EventType.ACCESS_GRANTED, "ben", IN, SET, Duration.ofSeconds(1), "b1", synced(1), false, 2);
        StampedEvent denied = event(EventType.ACCESS_DENIED, "cid", IN, SET, Duration.ofSeconds(1), "b1", synced(1), true, 3);
        List<Punch> punches = Punch.of(List.of(early, access, denied, set("b1", Duration.ofSeconds(60), SET)));
        assertThat(punches).singleElement().satisfies(punch -> {
            assertThat(punch.person().value()).isEqualTo("ana");
            assertThat(punch.day()).isEqualTo(LocalDate.parse("2026-07-01"));
            assertThat(punch.timing().trust()).isEqualTo(Trust.RETIMED);
        });
    }
}
