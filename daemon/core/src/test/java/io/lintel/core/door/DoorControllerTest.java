package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.IN;
import static io.lintel.core.door.DoorBench.events;
import static io.lintel.core.door.DoorBench.match;
import static io.lintel.core.door.DoorBench.negative;
import static io.lintel.core.door.DoorBench.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorAction.Release;
import io.lintel.core.door.DoorAction.Report;
import io.lintel.core.door.DoorAction.Signal;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Stage;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DoorControllerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final DoorBench bench = new DoorBench(DoorBench.SETTINGS).quiet();

    @Test
    void startsLockedWithoutAnEvent() {
        assertThat(bench.all).isEmpty();
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKED);
        assertThat(bench.door.released()).isFalse();
        assertThat(bench.door.deadlineNanos()).isEmpty();
    }

    @Test
    void aMatchReleasesThenReportsThenShows() {
        List<DoorAction> actions = bench.on(match("ana"));

        assertThat(actions).hasSize(3);
        assertThat(actions.get(0)).isEqualTo(new Release(true));
        DoorEvent event = ((Report) actions.get(1)).event();
        assertThat(event.type()).isEqualTo(EventType.ACCESS_GRANTED);
        assertThat(event.person()).contains(new PersonId("ana"));
        assertThat(event.reason()).contains(Reason.MATCH);
        assertThat(event.direction()).isEqualTo(IN);
        assertThat(event.recognition()).hasValueSatisfying(r -> assertThat(r.track()).isEqualTo(17));
        assertThat(event.latency().nanos()).containsEntry(Stage.EMBED, 9_000_000L);
        assertThat(event.monoNanos()).isEqualTo(bench.now().nanos());
        assertThat(event.time()).isEqualTo(bench.now().wall());
        assertThat(actions.get(2)).isEqualTo(new Signal(Indication.GRANTED));
        assertThat(bench.door.state()).isEqualTo(DoorState.UNLOCKED);
        assertThat(bench.door.deadlineNanos()).hasValue(bench.now().nanos() + Duration.ofSeconds(5).toNanos());
    }

    @Test
    void locksAgainWhenTheTimeIsOverAndNotBefore() {
        bench.on(match("ana"));
        assertThat(bench.tickAfter(Duration.ofSeconds(5).minusNanos(1))).isEmpty();
        assertThat(bench.tickAfter(Duration.ofNanos(1)))
                .containsExactly(new Release(false), new Signal(Indication.IDLE));
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKED);
    }

    @Test
    void locksAgainOnOpeningWhereConfigured() {
        bench.on(match("ana"));
        assertThat(bench.after(SECOND, new DoorInput.Contact(true))).contains(new Release(false));
        assertThat(bench.door.state()).isEqualTo(DoorState.OPEN);
        assertThat(bench.after(SECOND, new DoorInput.Contact(false))).isEmpty();
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKED);
    }

    @Test
    void orOnlyByTime() {
        DoorBench byTime = new DoorBench(DoorBench.settings(false, true)).quiet();
        byTime.on(match("ana"));
        assertThat(byTime.after(SECOND, new DoorInput.Contact(true))).isEmpty();
        assertThat(byTime.door.released()).isTrue();
        byTime.after(SECOND, new DoorInput.Contact(false));
        assertThat(byTime.door.state()).isEqualTo(DoorState.UNLOCKED);
        assertThat(byTime.tickAfter(Duration.ofSeconds(3))).contains(new Release(false));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "AMBIGUOUS", "LIVENESS", "QUALITY", "NOT_ENROLLED"})
    void anyOtherSightingIsADenialWithItsReason(Reason reason) {
        List<DoorAction> actions = bench.on(negative(reason));
        assertThat(actions).hasSize(2).last().isEqualTo(new Signal(Indication.DENIED));
        assertThat(events(actions)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(reason);
            assertThat(event.recognition()).isPresent();
        });
        assertThat(bench.door.released()).isFalse();
    }

    @Test
    void aDenialForQualityNamesTheFlaw() {
        List<DoorAction> actions = bench.on(new DoorInput.Seen(
                DoorBench.sighting(Reason.QUALITY, Optional.empty(), Optional.of("blurred"))));
        assertThat(events(actions).getFirst().detail()).containsEntry("flaw", "blurred");
    }

    @Test
    void theSamePersonIsNotGrantedTwiceWhileTheDoorIsStillReleased() {
        bench.on(match("ana"));
        assertThat(bench.after(Duration.ofSeconds(2), match("ana"))).isEmpty();
        assertThat(types(bench.on(match("ben")))).as("another person is").containsExactly(EventType.ACCESS_GRANTED);
        assertThat(types(bench.after(Duration.ofSeconds(3), match("ben")))).as("nor after the time")
                .containsExactly(EventType.ACCESS_GRANTED);
        bench.after(MILLI, new DoorInput.Contact(true));
        assertThat(types(bench.after(MILLI, match("ben")))).as("nor once it is locked")
                .containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void aFurtherGrantProlongs() {
        bench.on(match("ana"));
        bench.after(Duration.ofSeconds(4), match("ben"));
        assertThat(bench.tickAfter(Duration.ofSeconds(4))).isEmpty();
        assertThat(bench.tickAfter(SECOND)).contains(new Release(false));
    }

    @Test
    void everyPressOfTheExitButtonReleases() {
        assertThat(bench.on(new DoorInput.Rex(true)).getFirst()).isEqualTo(new Release(true));
        assertThat(bench.on(new DoorInput.Rex(true))).as("held down: no further press").isEmpty();
        assertThat(bench.tickAfter(Duration.ofSeconds(5))).as("nor for ever").contains(new Release(false));
        bench.on(new DoorInput.Rex(false));
        assertThat(types(bench.on(new DoorInput.Rex(true)))).containsExactly(EventType.DOOR_REX);
        assertThat(bench.door.released()).isTrue();
    }

    @Test
    void theFirstSampleIsAStateNotAnEvent() {
        DoorBench fresh = new DoorBench(DoorBench.SETTINGS);
        assertThat(fresh.on(new DoorInput.Rex(true))).isEmpty();
        assertThat(fresh.on(new DoorInput.Tamper(true))).isEmpty();
        assertThat(fresh.on(new DoorInput.Contact(true))).as("found open, not forced").isEmpty();
        assertThat(fresh.door.state()).isEqualTo(DoorState.OPEN);
        assertThat(fresh.door.tampered()).isTrue();
        assertThat(types(fresh.tickAfter(Duration.ofSeconds(30)))).containsExactly(EventType.DOOR_HELD);
    }

    @Test
    void anOpeningWithoutACauseIsForcedUntilClosed() {
        List<DoorAction> actions = bench.on(new DoorInput.Contact(true));
        assertThat(types(actions)).containsExactly(EventType.DOOR_FORCED);
        assertThat(actions).contains(new Signal(Indication.ALARM));
        assertThat(bench.door.state()).isEqualTo(DoorState.FORCED_OPEN);
        bench.on(match("ana"));
        assertThat(bench.door.state()).as("a grant does not hush it").isEqualTo(DoorState.FORCED_OPEN);
        assertThat(types(bench.tickAfter(Duration.ofMinutes(2)))).as("forced is not held as well").isEmpty();
        List<DoorAction> closed = bench.on(new DoorInput.Contact(false));
        assertThat(types(closed)).containsExactly(EventType.DOOR_SECURED);
        assertThat(closed).contains(new Signal(Indication.IDLE));
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKED);
    }

    @Test
    void whoPullsAtTheLastMomentDidNotForceTheDoor() {
        bench.on(match("ana"));
        bench.tickAfter(Duration.ofSeconds(5));
        assertThat(types(bench.after(Duration.ofMillis(499), new DoorInput.Contact(true)))).isEmpty();
        assertThat(bench.door.state()).isEqualTo(DoorState.OPEN);
        bench.after(MILLI, new DoorInput.Contact(false));
        assertThat(types(bench.after(MILLI, new DoorInput.Contact(true)))).as("but only once")
                .containsExactly(EventType.DOOR_FORCED);
    }

    @Test
    void theGraceCoversOneOpening() {
        for (boolean relockOnOpen : new boolean[] {true, false}) {
            DoorBench door = new DoorBench(DoorBench.settings(relockOnOpen, true)).quiet();
            door.on(match("ana"));
            door.tickAfter(Duration.ofSeconds(5));
            assertThat(types(door.after(Duration.ofMillis(100), new DoorInput.Contact(true)))).isEmpty();
            door.after(Duration.ofMillis(100), new DoorInput.Contact(false));
            assertThat(types(door.after(Duration.ofMillis(100), new DoorInput.Contact(true)))).containsExactly(EventType.DOOR_FORCED);
        }
    }

    @Test
    void openingHalfASecondAfterLockingIsForced() {
        bench.on(match("ana"));
        bench.tickAfter(Duration.ofSeconds(5));
        assertThat(types(bench.after(Duration.ofMillis(500), new DoorInput.Contact(true))))
                .containsExactly(EventType.DOOR_FORCED);
    }

    @Test
    void closingAndOpeningAgainAfterOneGrantIsForced() {
        bench.on(match("ana"));
        bench.after(SECOND, new DoorInput.Contact(true));
        bench.after(Duration.ofMillis(100), new DoorInput.Contact(false));
        assertThat(types(bench.after(Duration.ofMillis(100), new DoorInput.Contact(true))))
                .containsExactly(EventType.DOOR_FORCED);
    }

    @Test
    void aDoorHeldOpenWarnsThenAlarmsThenIsSecured() {
        bench.on(match("ana"));
        bench.after(SECOND, new DoorInput.Contact(true));
        assertThat(bench.tickAfter(Duration.ofSeconds(29))).isEmpty();
        assertThat(bench.door.state()).isEqualTo(DoorState.OPEN);

        List<DoorAction> warned = bench.tickAfter(SECOND);
        assertThat(events(warned)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.DOOR_HELD);
            assertThat(event.detail()).containsEntry("stage", "warning");
        });
        assertThat(warned).contains(new Signal(Indication.HELD_WARNING));
        assertThat(bench.door.state()).isEqualTo(DoorState.HELD_OPEN);

        List<DoorAction> alarmed = bench.tickAfter(Duration.ofSeconds(30));
        assertThat(events(alarmed).getFirst().detail()).containsEntry("stage", "alarm");
        assertThat(alarmed).contains(new Signal(Indication.ALARM));
        assertThat(bench.tickAfter(Duration.ofHours(1))).as("once").isEmpty();

        assertThat(types(bench.on(new DoorInput.Contact(false)))).containsExactly(EventType.DOOR_SECURED);
    }

    @Test
    void withoutAContactNothingIsHeldOrForced() {
        DoorBench blind = new DoorBench(DoorBench.settings(true, false)).quiet();
        blind.on(new DoorInput.Contact(true));
        assertThat(blind.all).isEmpty();
        assertThat(blind.door.state()).isEqualTo(DoorState.LOCKED);
    }

    @Test
    void fireReleasesAsLongAsItLasts() {
        List<DoorAction> began = bench.on(new DoorInput.Fire(true));
        assertThat(began.getFirst()).isEqualTo(new Release(true));
        assertThat(events(began).getFirst().detail()).containsEntry("active", "true");
        bench.on(new DoorInput.Lock("ops"));
        bench.on(new DoorInput.Lockdown("ops", true));
        bench.tickAfter(Duration.ofHours(3));
        assertThat(bench.door.released()).isTrue();
        assertThat(bench.door.state()).isEqualTo(DoorState.FIRE_RELEASE);
        List<DoorAction> ended = bench.on(new DoorInput.Fire(false));
        assertThat(ended.getFirst()).isEqualTo(new Release(false));
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKDOWN);
    }

    @Test
    void aDoorThatBurnsIsLockedDownForNobodyAndKeepsNoGrantOfThen() {
        bench.on(new DoorInput.Lockdown("ops", true));
        bench.on(new DoorInput.Fire(true));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
        assertThat(bench.on(new DoorInput.Fire(false)).getFirst()).as("the lockdown outlives the fire").isEqualTo(new Release(false));
        assertThat(events(bench.on(match("ben")))).singleElement()
                .satisfies(event -> assertThat(event.reason()).contains(Reason.LOCKDOWN));
    }

    @Test
    void aDoorThatStartsInABurningHouseOpensAndSaysSo() {
        DoorBench fresh = new DoorBench(DoorBench.SETTINGS);
        List<DoorAction> actions = fresh.on(new DoorInput.Fire(true));
        assertThat(actions.getFirst()).isEqualTo(new Release(true));
        assertThat(types(actions)).containsExactly(EventType.DOOR_FIRE);
    }

    @Test
    void heldTimeBeginsWhenTheFireEnds() {
        bench.on(new DoorInput.Fire(true));
        bench.on(new DoorInput.Contact(true));
        assertThat(bench.tickAfter(Duration.ofHours(1))).isEmpty();
        bench.on(new DoorInput.Fire(false));
        assertThat(bench.tickAfter(Duration.ofSeconds(29))).isEmpty();
        assertThat(types(bench.tickAfter(SECOND))).containsExactly(EventType.DOOR_HELD);
    }

    @Test
    void lockdownEndsReleasesAndRefusesFacesAndOperators() {
        bench.on(match("ana"));
        List<DoorAction> began = bench.on(new DoorInput.Lockdown("ops", true));
        assertThat(began.getFirst()).isEqualTo(new Release(false));
        assertThat(events(began).getFirst().detail()).containsEntry("by", "ops").containsEntry("active", "true");
        assertThat(bench.on(new DoorInput.Lockdown("ops", true))).as("said before").isEmpty();

        assertThat(events(bench.on(match("ana")))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(Reason.LOCKDOWN);
            assertThat(event.person()).contains(new PersonId("ana"));
        });
        assertThat(events(bench.on(new DoorInput.Unlock("ops", SECOND)))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(Reason.LOCKDOWN);
            assertThat(event.detail()).containsEntry("by", "ops");
        });
        assertThat(bench.door.released()).isFalse();

        bench.on(new DoorInput.Rex(true));
        assertThat(bench.door.released()).as("who is inside gets out").isTrue();
        assertThat(bench.door.state()).isEqualTo(DoorState.LOCKDOWN);
        bench.tickAfter(Duration.ofSeconds(5));
        assertThat(types(bench.on(new DoorInput.Lockdown("ops", false)))).containsExactly(EventType.DOOR_LOCKDOWN);
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void anOperatorUnlocksForALimitedTimeWhateverTheContactDoes() {
        List<DoorAction> actions = bench.on(new DoorInput.Unlock("ops", Duration.ofDays(9)));
        assertThat(actions.getFirst()).isEqualTo(new Release(true));
        assertThat(events(actions).getFirst().detail()).containsEntry("hold_ms", "600000");
        bench.after(Duration.ofMinutes(1), new DoorInput.Contact(true));
        assertThat(types(bench.tickAfter(Duration.ofMinutes(5)))).as("open on purpose is not held").isEmpty();
        assertThat(bench.door.released()).isTrue();
        bench.on(new DoorInput.Contact(false));
        bench.on(new DoorInput.Contact(true));
        assertThat(bench.tickAfter(Duration.ofMinutes(4))).contains(new Release(false));
        assertThat(types(bench.tickAfter(Duration.ofSeconds(30)))).containsExactly(EventType.DOOR_HELD);
    }

    @Test
    void aShorterUnlockDoesNotCutALongerOne() {
        bench.on(new DoorInput.Unlock("ops", Duration.ofMinutes(5)));
        bench.on(new DoorInput.Unlock("ops", SECOND));
        bench.tickAfter(Duration.ofMinutes(4));
        assertThat(bench.door.released()).isTrue();
    }

    @Test
    void anOperatorLocksAtOnce() {
        bench.on(match("ana"));
        bench.on(new DoorInput.Unlock("ops", Duration.ofMinutes(5)));
        List<DoorAction> actions = bench.on(new DoorInput.Lock("ops"));
        assertThat(actions.getFirst()).isEqualTo(new Release(false));
        assertThat(types(actions)).containsExactly(EventType.DOOR_LOCKED);
    }

    @Test
    void anUnlockForNoTimeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DoorInput.Unlock("ops", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new DoorInput.Unlock("ops", SECOND.negated()));
    }

    @Test
    void tamperIsReportedBothWays() {
        List<DoorAction> opened = bench.on(new DoorInput.Tamper(true));
        assertThat(events(opened).getFirst().detail()).containsEntry("active", "true");
        assertThat(opened).contains(new Signal(Indication.ALARM));
        assertThat(bench.on(new DoorInput.Tamper(true))).isEmpty();
        assertThat(types(bench.on(new DoorInput.Tamper(false)))).containsExactly(EventType.DOOR_TAMPER);
    }

    @Test
    void whileNothingCanBeRecordedNoFaceIsGrantedButTheRestWorks() {
        bench.on(new DoorInput.Recording(false));
        assertThat(events(bench.on(match("ana")))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(Reason.DEGRADED);
        });
        assertThat(bench.door.released()).isFalse();
        bench.on(new DoorInput.Rex(true));
        assertThat(bench.door.released()).isTrue();
        bench.on(new DoorInput.Lock("ops"));
        bench.on(new DoorInput.Unlock("ops", SECOND));
        assertThat(bench.door.released()).isTrue();
        bench.on(new DoorInput.Recording(true));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        DoorSettings good = DoorBench.SETTINGS;
        assertThatIllegalArgumentException().isThrownBy(() -> with(good, Duration.ofMillis(499), good.heldAlarm()));
        assertThatIllegalArgumentException().isThrownBy(() -> with(good, Duration.ofSeconds(61), good.heldAlarm()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(good, SECOND, Duration.ofSeconds(29)))
                .withMessageContaining("held-alarm");
        assertThat(with(good, Duration.ofMillis(500), Duration.ZERO).heldAlarm()).isZero();
    }

    @Test
    void theThirdPictureOfAPersonLocksThatFaceOutForAWhile() {
        assertThat(events(bench.on(attack("ana"))).getFirst().detail()).isEmpty();
        assertThat(bench.after(SECOND.multipliedBy(20), attack("ana"))).doesNotContain(new Signal(Indication.ALARM));
        List<DoorAction> third = bench.after(SECOND.multipliedBy(20), attack("ana"));
        assertThat(third).endsWith(new Signal(Indication.DENIED), new Signal(Indication.ALARM));
        assertThat(events(third).getFirst().detail()).isEqualTo(Map.of("lockout", "begins"));

        List<DoorAction> really = bench.after(SECOND.multipliedBy(59), match("ana"));
        assertThat(events(really)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(Reason.LIVENESS);
            assertThat(event.detail()).isEqualTo(Map.of("lockout", "holds"));
        });
        assertThat(bench.door.released()).isFalse();
        assertThat(types(bench.on(match("ben")))).as("nobody else waits").containsExactly(EventType.ACCESS_GRANTED);
        assertThat(types(bench.after(SECOND, match("ana")))).as("a minute later").containsExactly(EventType.ACCESS_GRANTED);
        assertThat(bench.on(attack("ana"))).as("and counting begins anew").doesNotContain(new Signal(Indication.ALARM));
    }

    @Test
    void attacksFarApartDoNotAddUp() {
        for (int i = 0; i < 20; i++) {
            assertThat(bench.after(SECOND.multipliedBy(151), attack("ana"))).doesNotContain(new Signal(Indication.ALARM));
        }
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void aFurtherPictureProlongsTheLockOut() {
        for (int i = 0; i < 3; i++) {
            bench.on(attack("ana"));
        }
        bench.after(SECOND.multipliedBy(50), attack("ana"));
        bench.after(SECOND.multipliedBy(50), match("ana"));
        assertThat(bench.door.released()).isFalse();
        bench.after(SECOND.multipliedBy(10), match("ana"));
        assertThat(bench.door.released()).isTrue();
    }

    @Test
    void withoutALimitNobodyIsLockedOut() {
        DoorSettings good = DoorBench.SETTINGS;
        DoorBench open = new DoorBench(new DoorSettings(
                        good.unlockTime(), true, true, good.heldWarning(), good.heldAlarm(), good.maxOperatorUnlock(), SECOND, IN, 0, SECOND))
                .quiet();
        for (int i = 0; i < 30; i++) {
            open.on(attack("ana"));
        }
        assertThat(types(open.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void veryManyPeopleAttackedAreBoundedAndTheLatestRemembered() {
        for (int person = 0; person < 1_000; person++) {
            for (int i = 0; i < 3; i++) {
                bench.after(MILLI, attack("p" + person));
            }
        }
        assertThat(types(bench.on(match("p999")))).containsExactly(EventType.ACCESS_DENIED);
        assertThat(types(bench.on(match("p936")))).containsExactly(EventType.ACCESS_DENIED);
        assertThat(types(bench.on(match("p935")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    private static DoorInput.Seen attack(String person) {
        return new DoorInput.Seen(
                DoorBench.sighting(Reason.LIVENESS, Optional.of(new PersonId(person)), Optional.empty()));
    }

    private static DoorSettings with(DoorSettings good, Duration unlockTime, Duration heldAlarm) {
        return new DoorSettings(
                unlockTime, true, true, good.heldWarning(), heldAlarm, good.maxOperatorUnlock(), SECOND, IN, 3, SECOND);
    }
}
