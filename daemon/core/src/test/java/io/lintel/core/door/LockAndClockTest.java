package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator's lock ends the always-open window, whatever the clock does and however often the door starts. */
final class LockAndClockTest {
    private static final String OFFICE = "mon-fri 08:00-18:00";
    private static final String ALWAYS = "daily 00:00-24:00";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aWindowAroundTheClockStaysEnded() {
        DoorBench bench = bench(ALWAYS).at("2026-07-06T10:00:00Z");
        assertThat(bench.door.released()).isTrue();
        bench.on(new DoorInput.Lock("ops"));
        for (int day = 0; day < 40; day++) {
            bench.tickAfter(Duration.ofDays(1));
            assertThat(bench.door.released()).as("day %d", day).isFalse();
        }
        bench.setClock("2031-07-06T10:00:00Z");
        bench.tickAfter(SECOND);
        assertThat(bench.door.released()).as("a clock set ahead by years").isFalse();
        bench.on(new DoorInput.Resume("ops"));
        assertThat(bench.door.released()).isTrue();
    }

    @Test
    void soItDoesAfterARestartLongAfter() {
        DoorBench bench = started(ALWAYS, "2026-09-06T10:00:00Z", Optional.of(Instant.parse("2026-07-06T10:00:00Z")));
        assertThat(bench.door.standing().alwaysOpen()).isEqualTo(AlwaysOpenState.ENDED);
        bench.tickAfter(Duration.ofDays(9));
        assertThat(bench.door.released()).isFalse();
    }

    @Test
    void aClockSetToAndFroOpensNothing() {
        for (String elsewhere : List.of("2026-07-06T20:00:00Z", "2026-07-06T07:00:00Z", "2027-01-01T00:00:00Z", "2026-07-01T10:00:00Z")) {
            DoorBench bench = bench(OFFICE).at("2026-07-06T10:00:00Z");
            bench.on(new DoorInput.Lock("ops"));
            bench.setClock(elsewhere);
            bench.tickAfter(SECOND);
            bench.on(new DoorInput.Lock("ops"));
            bench.tickAfter(SECOND);
            bench.setClock("2026-07-06T10:05:00Z");
            bench.tickAfter(SECOND);
            assertThat(bench.door.released()).as("by way of %s", elsewhere).isFalse();
        }
    }

    @Test
    void aLockUnderAClockThatWasFarAheadEndsTheWindowThatHoldsAndNoOther() {
        DoorBench bench = bench(OFFICE).at("2036-07-07T10:00:00Z");
        bench.on(new DoorInput.Lock("ops"));
        bench.setClock("2026-07-06T10:00:00Z");
        bench.tickAfter(SECOND);
        assertThat(bench.door.released()).isFalse();
        bench.setClock("2026-07-07T10:00:00Z");
        bench.tickAfter(SECOND);
        assertThat(bench.door.released()).as("the next day's window").isTrue();
    }

    @Test
    void aLockGivenWhileNobodyKnowsTheTimeIsDatedOnceSomebodyDoes() {
        DoorBench bench = bench(OFFICE).quiet();
        assertThat(events(bench.on(new DoorInput.Lock("ops")))).singleElement()
                .satisfies(event -> assertThat(event.detail()).containsEntry("clock", "untrusted"));
        bench.setClock("2026-07-06T10:00:00Z");
        assertThat(events(bench.on(new DoorInput.Clock(true)))).singleElement()
                .satisfies(event -> assertThat(event.detail()).containsEntry("by", "ops").containsEntry("clock", "set"));
        assertThat(bench.tickAfter(SECOND)).as("once").isEmpty();
        assertThat(bench.door.released()).isFalse();
    }

    /** What the door said in its first life is all that it knows in its second. */
    @Test
    void suchALockOutlivesARestartBeforeAndAfterTheClockIsSet() {
        for (boolean setBefore : List.of(false, true)) {
            DoorBench first = bench(OFFICE).quiet();
            first.on(new DoorInput.Lock("ops"));
            if (setBefore) {
                first.setClock("2026-07-06T10:00:00Z");
                first.on(new DoorInput.Clock(true));
            }
            DoorBench second = bench(OFFICE);
            second.setClock("2026-07-06T11:00:00Z");
            second.on(new DoorInput.Clock(true));
            recalled(first).forEach(second::on);
            assertThat(second.door.released()).as("clock set before the restart: %s", setBefore).isFalse();

            DoorBench third = bench(OFFICE);
            third.setClock("2026-07-07T11:00:00Z");
            third.on(new DoorInput.Clock(true));
            recalled(first, second).forEach(third::on);
            assertThat(third.door.released()).as("the next day's window is another").isTrue();
        }
    }

    @Test
    void aLockBetweenWindowsEndsNoneWhereverTheRestartIs() {
        DoorBench before = bench(OFFICE).at("2026-07-06T07:00:00Z");
        before.on(new DoorInput.Lock("ops"));
        before.setClock("2026-07-06T09:00:00Z");
        before.tickAfter(SECOND);
        assertThat(before.door.released()).isTrue();
        assertThat(started(OFFICE, "2026-07-06T09:00:00Z", Optional.of(Instant.parse("2026-07-06T07:00:00Z"))).door.released())
                .isTrue();
    }

    private static List<DoorInput> recalled(DoorBench... lives) {
        Recollection recollection = new Recollection();
        for (DoorBench life : List.of(lives).reversed()) {
            List<DoorEvent> told = events(life.all);
            told.reversed().forEach(recollection::older);
        }
        return recollection.inputs();
    }

    private static DoorBench started(String window, String now, Optional<Instant> lockedAt) {
        DoorBench bench = bench(window);
        bench.setClock(now);
        bench.on(new DoorInput.Clock(true));
        bench.on(new DoorInput.Recalled(false, Optional.of(new DoorInput.LastLock("ops", lockedAt))));
        return bench;
    }

    private static DoorBench bench(String window) {
        Schedule schedule = new Schedule("hours", ZoneOffset.UTC, List.of(Window.parse(window)), Holidays.NONE);
        return new DoorBench(
                DoorBench.SETTINGS,
                new AccessSettings(
                        AccessRules.NONE,
                        Optional.of(new AlwaysOpenRule(schedule, false)),
                        PassbackRule.OFF,
                        SecondFactorRule.NONE,
                        false,
                        DirectionRule.NONE,
                        Duration.ZERO));
    }
}
