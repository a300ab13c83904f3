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
import io.lintel.core.door.DoorAction.Release;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of two doors only one is open at a time. */
final class InterlockTest {
    private final DoorBench bench = bench();

    @Test
    void whileTheOtherDoorIsOpenNobodyIsGranted() {
        bench.on(new DoorInput.Interlock(false));
        bench.on(new DoorInput.Interlock(true));
        assertThat(reason(bench.on(match("ana")))).contains(Reason.INTERLOCK);
        assertThat(bench.door.standing().partnerOpen()).isTrue();
        bench.on(new DoorInput.Interlock(false));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void aDoorThatHasNotSaidCountsAsOpen() {
        assertThat(reason(bench.on(match("ana")))).contains(Reason.INTERLOCK);
    }

    @Test
    void whoIsInsideGetsOutWhateverTheInterlockSays() {
        bench.on(new DoorInput.Interlock(true));
        List<DoorAction> actions = bench.on(new DoorInput.Rex(true));
        assertThat(actions).first().isEqualTo(new Release(true));
        assertThat(events(actions).getFirst().detail()).containsEntry("interlock", "open");
    }

    @Test
    void anOperatorOverridesItAndTheEventSaysSo() {
        bench.on(new DoorInput.Interlock(true));
        List<DoorAction> actions = bench.on(new DoorInput.Unlock("ops", Duration.ofSeconds(5)));
        assertThat(actions).first().isEqualTo(new Release(true));
        assertThat(events(actions).getFirst().detail()).containsEntry("interlock", "open");
    }

    @Test
    void twoDoorsThatGrantInTheSameInstantBothLockAgain() {
        bench.on(new DoorInput.Interlock(false));
        bench.on(match("ana"));
        List<DoorAction> actions = bench.after(Duration.ofMillis(10), new DoorInput.Interlock(true));
        assertThat(actions).first().isEqualTo(new Release(false));
        assertThat(events(actions).getFirst().detail()).containsEntry("by", "interlock");
    }

    @Test
    void butNotOnSomebodyInTheDoorwayNorOnWhoLeaves() {
        bench.on(new DoorInput.Interlock(false));
        bench.on(new DoorInput.Rex(true));
        assertThat(bench.on(new DoorInput.Interlock(true))).isEmpty();
        assertThat(bench.door.released()).isTrue();
    }

    @Test
    void withoutAnInterlockTheLineMeansNothing() {
        DoorBench alone = new DoorBench(DoorBench.SETTINGS).quiet();
        alone.on(new DoorInput.Interlock(true));
        assertThat(types(alone.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    private static DoorBench bench() {
        return new DoorBench(
                        DoorBench.SETTINGS,
                        new AccessSettings(
                                AccessRules.NONE, Optional.empty(), PassbackRule.OFF, SecondFactorRule.NONE, true, DirectionRule.NONE, Duration.ZERO))
                .quiet();
    }

    private static Optional<Reason> reason(List<DoorAction> actions) {
        return events(actions).stream().findFirst().flatMap(DoorEvent::reason);
    }
}
