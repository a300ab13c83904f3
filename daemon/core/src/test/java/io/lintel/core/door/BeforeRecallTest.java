package io.lintel.core.door;

import static io.lintel.core.door.DoorBench.events;
import static io.lintel.core.door.DoorBench.match;
import static io.lintel.core.door.DoorBench.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.door.DoorAction.Release;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between the start and the memory of before: a lockdown may hold, and nobody knows it yet. */
final class BeforeRecallTest {
    private final DoorBench bench = new DoorBench(DoorBench.SETTINGS);

    @Test
    void noFaceIsGrantedHoweverLongItTakes() {
        bench.tickAfter(Duration.ofDays(3));
        assertThat(events(bench.on(match("ana")))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.ACCESS_DENIED);
            assertThat(event.reason()).contains(Reason.DEGRADED);
            assertThat(event.detail()).containsEntry("memory", "unread");
        });
        assertThat(bench.door.released()).isFalse();

        bench.on(DoorInput.Recalled.NOTHING);
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_GRANTED);
    }

    @Test
    void exitButtonFireAndOperatorsWork() {
        bench.on(new DoorInput.Rex(false));
        assertThat(bench.on(new DoorInput.Rex(true))).first().isEqualTo(new Release(true));
        bench.tickAfter(Duration.ofSeconds(5));
        assertThat(bench.on(new DoorInput.Unlock("ops", Duration.ofSeconds(1)))).first().isEqualTo(new Release(true));
        bench.tickAfter(Duration.ofSeconds(1));
        assertThat(bench.on(new DoorInput.Fire(true))).first().isEqualTo(new Release(true));
    }

    @Test
    void anOperatorsWordAboutTheLockdownTellsNothingOfAntiPassback() {
        bench.on(new DoorInput.Lockdown("ops", false));
        assertThat(types(bench.on(match("ana")))).containsExactly(EventType.ACCESS_DENIED);
    }

    @Test
    void aLockdownThatIsRememberedGoesBeforeEverything() {
        bench.on(new DoorInput.Recalled(true, Optional.empty()));
        assertThat(events(bench.on(match("ana")))).singleElement()
                .satisfies(event -> assertThat(event.reason()).contains(Reason.LOCKDOWN));
    }
}
