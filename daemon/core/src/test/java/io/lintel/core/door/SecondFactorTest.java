package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.events;
import static io.lintel.core.door.DoorBench.match;
import static io.lintel.core.door.DoorBench.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.access.SecondFactorRule.Kind;
import io.lintel.core.door.DoorAction.Indication;
import io.lintel.core.door.DoorAction.Release;
import io.lintel.core.door.DoorAction.Signal;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A keypad, a card or a command beside the face, and the code that calls for help. */
final class SecondFactorTest {
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private final DoorBench bench = bench(Kind.INPUT);

    @Test
    void theFaceWaitsForTheLine() {
        assertThat(bench.on(match("ana"))).containsExactly(new Signal(Indication.SECOND_FACTOR));
        assertThat(bench.door.standing().awaited()).contains(new PersonId("ana"));
        assertThat(bench.door.released()).isFalse();

        List<DoorAction> actions = bench.after(WINDOW.minusMillis(1), new DoorInput.Factor(true));
        assertThat(actions).first().isEqualTo(new Release(true));
        assertThat(events(actions)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_GRANTED);
            assertThat(event.person()).contains(new PersonId("ana"));
            assertThat(event.recognition()).isPresent();
            assertThat(event.detail()).containsEntry("second_factor", "input");
        });
        assertThat(bench.door.standing().awaited()).isEmpty();
    }

    @Test
    void orIsDeniedWhenItDoesNotCome() {
        bench.on(match("ana"));
        assertThat(bench.door.deadlineNanos()).hasValue(bench.now().nanos() + WINDOW.toNanos());

        List<DoorAction> actions = bench.tickAfter(WINDOW);
        assertThat(reason(actions)).contains(Reason.SECOND_FACTOR);
        assertThat(actions).last().isEqualTo(new Signal(Indication.DENIED));
        bench.on(new DoorInput.Factor(true));
        assertThat(bench.door.released()).as("too late").isFalse();
    }

    @Test
    void theLineMayComeFirst() {
        assertThat(bench.on(new DoorInput.Factor(true))).as("it opens nothing by itself").isEmpty();
        assertThat(types(bench.after(WINDOW.minusMillis(1), match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
        bench.tickAfter(WINDOW);
        assertThat(bench.on(match("ana"))).as("once").containsExactly(new Signal(Indication.SECOND_FACTOR));
    }

    @Test
    void oneFactorIsForOneFace() {
        bench.on(new DoorInput.Factor(true));
        assertThat(types(bench.after(Duration.ofSeconds(1), match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
        assertThat(bench.after(Duration.ofSeconds(1), match("ben"))).containsExactly(new Signal(Indication.SECOND_FACTOR));
    }

    @Test
    void butNotLongBefore() {
        bench.on(new DoorInput.Factor(true));
        assertThat(bench.after(WINDOW, match("ana"))).containsExactly(new Signal(Indication.SECOND_FACTOR));
    }

    @Test
    void aLineFoundActiveIsAStateNotACode() {
        DoorBench fresh = new DoorBench(DoorBench.SETTINGS, access(Kind.INPUT));
        fresh.on(match("ana"));
        assertThat(fresh.on(new DoorInput.Factor(true))).isEmpty();
        assertThat(fresh.door.released()).isFalse();
    }

    @Test
    void anotherPersonTakesTheTurn() {
        bench.on(match("ana"));
        assertThat(bench.on(match("ana"))).as("asked already").isEmpty();
        List<DoorAction> actions = bench.on(match("ben"));
        assertThat(events(actions)).singleElement().satisfies(event -> {
            assertThat(event.person()).contains(new PersonId("ana"));
            assertThat(event.reason()).contains(Reason.SECOND_FACTOR);
        });
        assertThat(events(bench.on(new DoorInput.Factor(true))).getFirst().person()).contains(new PersonId("ben"));
    }

    @Test
    void whatSpeaksAgainstItMeanwhileCounts() {
        bench.on(match("ana"));
        bench.on(new DoorInput.Lockdown("ops", true));
        assertThat(reason(bench.on(new DoorInput.Factor(true)))).contains(Reason.LOCKDOWN);
        assertThat(bench.door.released()).isFalse();
    }

    @Test
    void nobodyIsAskedWhoMayNotPassAnyway() {
        bench.on(new DoorInput.Lockdown("ops", true));
        assertThat(reason(bench.on(match("ana")))).contains(Reason.LOCKDOWN);
    }

    @Test
    void aCommandConfirmsWhereConfigured() {
        DoorBench byCommand = bench(Kind.COMMAND);
        byCommand.on(match("ana"));
        assertThat(byCommand.on(new DoorInput.Factor(true))).as("no line counts here").isEmpty();

        assertThat(events(byCommand.on(new DoorInput.Confirm("ops", false)))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_GRANTED);
            assertThat(event.detail()).containsEntry("second_factor", "command").containsEntry("by", "ops");
        });
        bench.on(match("ana"));
        assertThat(bench.on(new DoorInput.Confirm("ops", false))).as("and no command where a line is asked").isEmpty();
    }

    @Test
    void theDuressCodeGrantsAndCallsForHelpSilently() {
        bench.on(match("ana"));
        List<DoorAction> actions = bench.on(new DoorInput.Duress(true));

        assertThat(types(actions)).containsExactly(EventType.ACCESS_GRANTED, EventType.DOOR_DURESS);
        assertThat(events(actions).getLast().person()).contains(new PersonId("ana"));
        assertThat(actions.stream().filter(Signal.class::isInstance)).containsExactly(new Signal(Indication.GRANTED));
    }

    @Test
    void theDuressCodeMayComeFirst() {
        assertThat(types(bench.on(new DoorInput.Duress(true)))).containsExactly(EventType.DOOR_DURESS);
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void aDuressCommandDoesTheSame() {
        DoorBench byCommand = bench(Kind.COMMAND);
        byCommand.on(match("ana"));
        assertThat(types(byCommand.on(new DoorInput.Confirm("ops", true))))
                .containsExactly(EventType.ACCESS_GRANTED, EventType.DOOR_DURESS);
    }

    @Test
    void aDuressButtonOpensNothingAndNamesWhoGoesThrough() {
        DoorBench button = bench(Kind.NONE);
        button.on(match("ana"));
        List<DoorAction> actions = button.on(new DoorInput.Duress(true));
        assertThat(actions).hasSize(1);
        assertThat(events(actions).getFirst().person()).contains(new PersonId("ana"));
        button.tickAfter(WINDOW);
        button.after(Duration.ofSeconds(1), new DoorInput.Duress(false));
        assertThat(events(button.on(new DoorInput.Duress(true))).getFirst().person()).isEmpty();
        assertThat(button.door.released()).isFalse();
    }

    private static DoorBench bench(Kind kind) {
        DoorBench bench = new DoorBench(DoorBench.SETTINGS, access(kind)).quiet();
        bench.on(new DoorInput.Factor(false));
        bench.on(new DoorInput.Duress(false));
        return bench;
    }

    private static AccessSettings access(Kind kind) {
        return new AccessSettings(
                AccessRules.NONE, Optional.empty(), PassbackRule.OFF, new SecondFactorRule(kind, WINDOW), false, DirectionRule.NONE, Duration.ZERO);
    }

    private static Optional<Reason> reason(List<DoorAction> actions) {
        return events(actions).stream().findFirst().flatMap(DoorEvent::reason);
    }
}
