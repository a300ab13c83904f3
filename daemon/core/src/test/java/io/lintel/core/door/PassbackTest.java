package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.events;
import static io.lintel.core.door.DoorBench.match;
import static io.lintel.core.door.DoorBench.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.Directory;
import io.lintel.core.access.GroupRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.PassbackRule.Mode;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody enters twice without leaving in between. The reader leads in. */
final class PassbackTest {
    private static final String MORNING = "2026-07-06T08:00:00Z";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whoWentInIsNotLetInAgain() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        bench.on(match("ana"));
        assertThat(events(bench.on(new DoorInput.Contact(true)))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_PASSED);
            assertThat(event.person()).contains(new PersonId("ana"));
            assertThat(event.direction()).isEqualTo(DoorBench.IN);
        });
        bench.on(new DoorInput.Contact(false));

        assertThat(reason(bench.after(MINUTE, match("ana")))).contains(Reason.ANTIPASSBACK);
        assertThat(bench.door.released()).isFalse();
        assertThat(types(bench.on(match("ben")))).as("nobody else is concerned").containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void whoWasGrantedButDidNotOpenIsStillOutside() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        bench.on(match("ana"));
        bench.tickAfter(MINUTE);

        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void anOpeningInTheLastMomentCountsAndALaterOneDoesNot() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        bench.on(match("ana"));
        bench.tickAfter(Duration.ofSeconds(5));
        assertThat(types(bench.after(Duration.ofMillis(499), new DoorInput.Contact(true)))).containsExactly(EventType.ACCESS_PASSED);
        bench.on(new DoorInput.Contact(false));
        bench.on(match("ben"));
        bench.tickAfter(Duration.ofSeconds(5));
        bench.tickAfter(Duration.ofMillis(500));
        bench.on(new DoorInput.Rex(true));
        assertThat(types(bench.on(new DoorInput.Contact(true)))).as("that was somebody leaving").isEmpty();
    }

    @Test
    void whoseGrantWasWithdrawnDidNotGoThroughWithSomebodyElse() {
        AccessSettings one = access(Mode.HARD, Duration.ZERO, Optional.empty());
        DoorBench bench = new DoorBench(
                        DoorBench.SETTINGS,
                        new AccessSettings(
                                one.rules(), Optional.empty(), one.passback(), SecondFactorRule.NONE, true, DirectionRule.NONE, Duration.ZERO))
                .at(MORNING);
        bench.on(new DoorInput.Interlock(false));
        bench.on(match("ana"));
        bench.on(new DoorInput.Interlock(true));
        bench.on(new DoorInput.Rex(true));
        assertThat(types(bench.after(Duration.ofMillis(100), new DoorInput.Contact(true)))).isEmpty();
    }

    @Test
    void withoutAContactTheGrantIsTakenForThePassage() {
        DoorBench bench = new DoorBench(DoorBench.settings(true, false), access(Mode.HARD, Duration.ZERO, Optional.empty())).at(MORNING);
        assertThat(events(bench.on(match("ana"))).getFirst().detail()).containsEntry("passed", "assumed");
        assertThat(reason(bench.after(MINUTE, match("ana")))).contains(Reason.ANTIPASSBACK);
    }

    @Test
    void atADoorThatStandsOpenAsWell() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        bench.on(new DoorInput.Unlock("ops", MINUTE.multipliedBy(5)));
        bench.on(new DoorInput.Contact(true));
        assertThat(events(bench.on(match("ana"))).getFirst().detail()).containsEntry("passed", "assumed");
    }

    @Test
    void softGrantsAndSaysSo() {
        DoorBench bench = bench(Mode.SOFT).at(MORNING);
        goIn(bench, "ana");

        List<DoorAction> again = bench.after(MINUTE, match("ana"));
        assertThat(types(again)).containsExactly(EventType.ACCESS_GRANTED);
        assertThat(events(again).getFirst().detail()).containsEntry("antipassback", "violated");
    }

    @Test
    void aPassageIsForgivenAfterAWhile() {
        DoorBench bench = new DoorBench(DoorBench.SETTINGS, access(Mode.HARD, Duration.ofHours(8), Optional.empty())).at(MORNING);
        goIn(bench, "ana");

        assertThat(reason(bench.after(Duration.ofHours(8).minusSeconds(1), match("ana")))).contains(Reason.ANTIPASSBACK);
        assertThat(types(bench.after(Duration.ofSeconds(1), match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void andEveryDayAtTheReset() {
        PassbackRule rule = new PassbackRule(Mode.HARD, Duration.ZERO, Optional.of(LocalTime.of(4, 0)), ZoneId.of("Europe/Lisbon"));
        DoorBench bench = new DoorBench(DoorBench.SETTINGS, with(rule, GroupRule.ANY_TIME)).at("2026-07-06T02:30:00Z");
        goIn(bench, "ana");
        assertThat(reason(bench.on(match("ana")))).as("03:30 in Lisbon").contains(Reason.ANTIPASSBACK);
        bench.setClock("2026-07-06T02:59:59Z");
        assertThat(reason(bench.on(match("ana")))).contains(Reason.ANTIPASSBACK);
        bench.setClock("2026-07-06T03:00:00Z");
        goIn(bench, "ana");
        bench.setClock("2026-07-07T02:59:59Z");
        assertThat(reason(bench.on(match("ana")))).as("until the next one").contains(Reason.ANTIPASSBACK);
    }

    @Test
    void aClockThatCannotBeBelievedForgivesNothing() {
        DoorBench bench = new DoorBench(DoorBench.SETTINGS, access(Mode.HARD, Duration.ofHours(8), Optional.empty())).at(MORNING);
        goIn(bench, "ana");
        bench.on(new DoorInput.Clock(false));
        assertThat(reason(bench.after(Duration.ofDays(2), match("ana")))).contains(Reason.ANTIPASSBACK);
    }

    @Test
    void anotherDoorTellsWhoLeft() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        goIn(bench, "ana");
        bench.after(MINUTE, new DoorInput.Whereabouts(new PersonId("ana"), Direction.Way.OUT, Instant.parse("2026-07-06T07:59:00Z")));
        assertThat(reason(bench.on(match("ana")))).as("old news").contains(Reason.ANTIPASSBACK);
        bench.on(new DoorInput.Whereabouts(new PersonId("ana"), Direction.Way.OUT, bench.now().wall()));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void anotherDoorTellsWhoCameIn() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        bench.on(new DoorInput.Whereabouts(new PersonId("ana"), Direction.Way.IN, bench.now().wall()));
        assertThat(reason(bench.on(match("ana")))).contains(Reason.ANTIPASSBACK);
    }

    @Test
    void anOperatorForgivesOneOrAll() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        goIn(bench, "ana");
        goIn(bench, "ben");
        List<DoorAction> forgiven = bench.on(new DoorInput.Forgive("ops", Optional.of(new PersonId("ana"))));
        assertThat(events(forgiven)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_FORGIVEN);
            assertThat(event.person()).contains(new PersonId("ana"));
            assertThat(event.detail()).containsEntry("by", "ops");
        });
        assertThat(types(bench.after(MINUTE, match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
        bench.tickAfter(MINUTE);
        assertThat(reason(bench.on(match("ben")))).contains(Reason.ANTIPASSBACK);
        bench.on(new DoorInput.Forgive("ops", Optional.empty()));
        assertThat(types(bench.on(match("ben")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void someGroupsAreExempt() {
        PassbackRule rule = new PassbackRule(Mode.HARD, Duration.ZERO, Optional.empty(), ZoneOffset.UTC);
        DoorBench bench = new DoorBench(DoorBench.SETTINGS, with(rule, new GroupRule(Optional.empty(), true, true))).at(MORNING);
        bench.on(new DoorInput.People(Directory.of(List.of(
                new PersonFacts(new PersonId("ana"), Set.of(AccessRules.DEFAULT_GROUP), Optional.empty(), Optional.empty(), false)))));
        goIn(bench, "ana");
        assertThat(types(bench.after(MINUTE, match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void whoIsRemovedIsForgotten() {
        DoorBench bench = bench(Mode.HARD).at(MORNING);
        goIn(bench, "ana");
        bench.on(new DoorInput.People(Directory.of(List.of())));
        bench.on(new DoorInput.People(Directory.of(List.of(PersonFacts.plain(new PersonId("ana"))))));
        assertThat(types(bench.after(MINUTE, match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void sidesAreNotKeptWhereTheyDoNotMatter() {
        DoorBench bench = new DoorBench(DoorBench.SETTINGS).quiet();
        bench.on(match("ana"));
        assertThat(types(bench.on(new DoorInput.Contact(true)))).isEmpty();
    }

    private static void goIn(DoorBench bench, String person) {
        assertThat(types(bench.on(match(person)))).containsExactly(EventType.ACCESS_GRANTED);
        bench.on(new DoorInput.Contact(true));
        bench.on(new DoorInput.Contact(false));
    }

    private static DoorBench bench(Mode mode) {
        return new DoorBench(DoorBench.SETTINGS, access(mode, Duration.ZERO, Optional.empty()));
    }

    private static AccessSettings access(Mode mode, Duration forgiven, Optional<LocalTime> reset) {
        return with(new PassbackRule(mode, forgiven, reset, ZoneOffset.UTC), GroupRule.ANY_TIME);
    }

    private static AccessSettings with(PassbackRule rule, GroupRule group) {
        return new AccessSettings(
                new AccessRules(ZoneOffset.UTC, Map.of(AccessRules.DEFAULT_GROUP, group), false),
                Optional.empty(),
                rule,
                SecondFactorRule.NONE,
                false, DirectionRule.NONE,
                Duration.ZERO);
    }

    private static Optional<Reason> reason(List<DoorAction> actions) {
        return events(actions).stream().findFirst().flatMap(DoorEvent::reason);
    }
}
