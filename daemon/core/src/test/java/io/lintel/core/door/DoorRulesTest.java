package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.events;
import static io.lintel.core.door.DoorBench.match;
import static io.lintel.core.door.DoorBench.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.Directory;
import io.lintel.core.access.GroupRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.door.DoorAction.Release;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.schedule.Holidays;
import io.lintel.core.schedule.Schedule;
import io.lintel.core.schedule.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may pass when: groups, schedules, validity, and what an untrusted clock does to them. */
final class DoorRulesTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    private static final Schedule OFFICE =
            new Schedule("office", LISBON, List.of(Window.parse("mon-fri 08:00-18:00")), Holidays.parse(List.of("2026-07-07")));
    private static final Map<String, GroupRule> RULES =
            Map.of("staff", new GroupRule(Optional.of(OFFICE), true, false), "guards", GroupRule.ANY_TIME);

    @Test
    void aGroupPassesInItsScheduleOnly() {
        DoorBench bench = bench(false, person("ana", "staff")).at("2026-07-06T06:59:59Z");

        assertThat(reason(bench.on(match("ana")))).contains(Reason.SCHEDULE);
        assertThat(types(bench.after(Duration.ofSeconds(1), match("ana")))).as("08:00 in Lisbon").containsExactly(EventType.ACCESS_GRANTED);
        bench.setClock("2026-07-07T09:00:00Z");
        bench.on(new DoorInput.Lock("ops"));
        assertThat(reason(bench.on(match("ana")))).as("a holiday").contains(Reason.SCHEDULE);
        assertThat(bench.door.released()).isFalse();
    }

    @Test
    void oneOfSeveralGroupsIsEnough() {
        DoorBench bench = bench(false, person("ana", "staff", "guards")).at("2026-07-05T03:00:00Z");

        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void whoHasNoGroupWithARuleMayNotPass() {
        DoorBench bench = bench(false, person("ana", "visitors"), person("ben")).at("2026-07-06T10:00:00Z");

        List<DoorAction> actions = bench.on(match("ana"));
        assertThat(reason(actions)).contains(Reason.SCHEDULE);
        assertThat(events(actions).getFirst().detail()).containsEntry("group", "none");
        assertThat(reason(bench.on(match("ben")))).as("without a group: of the group default, which has no rule").contains(Reason.SCHEDULE);
    }

    @Test
    void withoutRulesEverybodyPassesWhateverTheirGroups() {
        DoorBench bench = new DoorBench(DoorBench.SETTINGS).quiet();
        bench.on(new DoorInput.People(Directory.of(List.of(person("ana", "visitors")))));

        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void validityCountsWholeDaysOnTheSitesCalendar() {
        PersonFacts guest = new PersonFacts(
                new PersonId("eva"),
                Set.of("guards"),
                Optional.of(LocalDate.parse("2026-07-06")),
                Optional.of(LocalDate.parse("2026-07-07")),
                false);
        DoorBench bench = bench(false, guest).at("2026-07-05T22:59:59Z");

        List<DoorAction> early = bench.on(match("eva"));
        assertThat(reason(early)).contains(Reason.EXPIRED);
        assertThat(events(early).getFirst().detail()).containsEntry("valid_from", "2026-07-06");
        assertThat(types(bench.after(Duration.ofSeconds(1), match("eva")))).as("midnight in Lisbon").containsExactly(EventType.ACCESS_GRANTED);
        bench.setClock("2026-07-07T22:59:59Z");
        bench.on(new DoorInput.Lock("ops"));
        assertThat(types(bench.on(match("eva")))).as("the last second").containsExactly(EventType.ACCESS_GRANTED);
        bench.on(new DoorInput.Lock("ops"));
        List<DoorAction> late = bench.after(Duration.ofSeconds(1), match("eva"));
        assertThat(reason(late)).contains(Reason.EXPIRED);
        assertThat(events(late).getFirst().detail()).containsEntry("valid_to", "2026-07-07");
    }

    @Test
    void withoutATrustedClockOnlyPeopleWithoutTimesPass() {
        DoorBench bench = bench(false, person("ana", "staff"), person("guard", "guards")).at("2026-07-06T10:00:00Z");
        bench.on(new DoorInput.Clock(false));

        List<DoorAction> actions = bench.on(match("ana"));
        assertThat(reason(actions)).contains(Reason.SCHEDULE);
        assertThat(events(actions).getFirst().detail()).containsEntry("clock", "untrusted");
        assertThat(types(bench.on(match("guard")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void orTheyPassAtAnyTimeWhereConfigured() {
        DoorBench bench = bench(true, person("ana", "staff")).at("2026-07-05T03:00:00Z");
        assertThat(reason(bench.on(match("ana")))).as("the clock is good").contains(Reason.SCHEDULE);

        bench.on(new DoorInput.Clock(false));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void whoWasRemovedSinceTheFaceWasSoughtIsRefused() {
        DoorBench bench = bench(false, person("ana", "guards")).at("2026-07-06T10:00:00Z");
        bench.on(new DoorInput.People(Directory.of(List.of())));

        assertThat(reason(bench.on(match("ana")))).contains(Reason.NOT_ENROLLED);
        assertThat(bench.door.released()).isFalse();
    }

    @Test
    void whoNeedsMoreTimeGetsItAtTheLockAndInTheDoorway() {
        PersonFacts slow = new PersonFacts(new PersonId("ana"), Set.of("guards"), Optional.empty(), Optional.empty(), true);
        DoorBench bench = bench(false, slow, person("ben", "guards")).at("2026-07-06T10:00:00Z");

        bench.on(match("ana"));
        assertThat(bench.tickAfter(Duration.ofMillis(14_999))).isEmpty();
        assertThat(bench.tickAfter(Duration.ofMillis(1))).contains(new Release(false));
        bench.on(match("ana"));
        bench.on(new DoorInput.Contact(true));
        assertThat(bench.tickAfter(Duration.ofSeconds(39))).isEmpty();
        assertThat(types(bench.tickAfter(Duration.ofSeconds(1)))).containsExactly(EventType.DOOR_HELD);
        bench.on(new DoorInput.Contact(false));
        bench.on(match("ben"));
        assertThat(bench.tickAfter(Duration.ofSeconds(5))).as("nobody else does").contains(new Release(false));
    }

    @Test
    void aDoorwayIsGivenTheTimeOfTheSlowestWhoGoThrough() {
        PersonFacts slow = new PersonFacts(new PersonId("ana"), Set.of("guards"), Optional.empty(), Optional.empty(), true);
        DoorBench bench = bench(false, slow, person("ben", "guards")).at("2026-07-06T10:00:00Z");

        bench.on(match("ana"));
        bench.on(match("ben"));
        bench.on(new DoorInput.Contact(true));
        assertThat(bench.tickAfter(Duration.ofSeconds(39))).as("ben goes with her").isEmpty();
        assertThat(types(bench.tickAfter(Duration.ofSeconds(1)))).containsExactly(EventType.DOOR_HELD);
        bench.on(new DoorInput.Contact(false));

        bench.on(match("ana"));
        bench.tickAfter(Duration.ofSeconds(15));
        bench.tickAfter(Duration.ofSeconds(1));
        bench.on(match("ben"));
        bench.on(new DoorInput.Contact(true));
        assertThat(types(bench.tickAfter(Duration.ofSeconds(30)))).as("she did not go").containsExactly(EventType.DOOR_HELD);
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        AccessSettings none = AccessSettings.NONE;
        PassbackRule hard = new PassbackRule(PassbackRule.Mode.HARD, Duration.ZERO, Optional.empty(), LISBON);
        DoorSettings nowhere = new DoorSettings(
                Duration.ofSeconds(5), true, true, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO, Direction.UNKNOWN, 0,
                Duration.ofSeconds(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DoorController(
                        nowhere, new AccessSettings(none.rules(), none.alwaysOpen(), hard, none.secondFactor(), false, DirectionRule.NONE, Duration.ZERO)))
                .withMessageContaining("direction");
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessSettings(
                none.rules(),
                Optional.of(new AlwaysOpenRule(OFFICE, false)),
                PassbackRule.OFF,
                SecondFactorRule.NONE,
                true, DirectionRule.NONE,
                Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecondFactorRule(SecondFactorRule.Kind.INPUT, Duration.ofMinutes(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PersonFacts(
                new PersonId("ana"),
                Set.of(),
                Optional.of(LocalDate.parse("2026-07-06")),
                Optional.of(LocalDate.parse("2026-07-05")),
                false));
    }

    private static DoorBench bench(boolean lenientClock, PersonFacts... people) {
        DoorBench bench = new DoorBench(
                DoorBench.SETTINGS,
                new AccessSettings(
                        new AccessRules(LISBON, RULES, lenientClock),
                        Optional.empty(),
                        PassbackRule.OFF,
                        SecondFactorRule.NONE,
                        false, DirectionRule.NONE,
                        Duration.ofSeconds(10)));
        bench.on(new DoorInput.People(Directory.of(List.of(people))));
        return bench;
    }

    private static PersonFacts person(String id, String... groups) {
        return new PersonFacts(new PersonId(id), Set.of(groups), Optional.empty(), Optional.empty(), false);
    }

    private static Optional<Reason> reason(List<DoorAction> actions) {
        return events(actions).stream()
                .filter(event -> event.type() == EventType.ACCESS_DENIED)
                .findFirst()
                .flatMap(DoorEvent::reason);
    }
}
