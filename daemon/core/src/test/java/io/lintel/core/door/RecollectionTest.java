package io.lintel.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.access.AccessRules;
import io.lintel.core.access.AccessSettings;
import io.lintel.core.access.DirectionRule;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecollectionTest {
    private static final Instant NOON = Instant.parse("2026-07-06T12:00:00Z");

    @Test
    void nothingHappenedNothingIsRemembered() {
        assertThat(new Recollection().inputs()).containsExactly(DoorInput.Recalled.NOTHING);
    }

    @Test
    void theNewestWordAboutLockdownAndLockCounts() {
        assertThat(recall(
                        event(EventType.DOOR_LOCKED, 1, Map.of("by", "ops")),
                        event(EventType.DOOR_LOCKDOWN, 2, Map.of("by", "ops", "active", "true")),
                        event(EventType.DOOR_LOCKDOWN, 3, Map.of("by", "ops", "active", "false")),
                        event(EventType.DOOR_LOCKED, 4, Map.of("by", "schedule", "schedule", "office")),
                        event(EventType.DOOR_LOCKED, 5, Map.of("by", "interlock"))))
                .containsExactly(new DoorInput.Recalled(false, lockedAt(NOON.plusSeconds(3))));
        assertThat(recall(event(EventType.DOOR_LOCKDOWN, 2, Map.of("by", "ops", "active", "true"))))
                .containsExactly(new DoorInput.Recalled(true, lockedAt(NOON.plusSeconds(2))));
    }

    @Test
    void aWindowThatWasLetGoOnIsNotEnded() {
        assertThat(recall(
                        event(EventType.DOOR_LOCKED, 1, Map.of("by", "ops")),
                        event(EventType.DOOR_UNLOCKED, 2, Map.of("by", "ops", "schedule", "office"))))
                .containsExactly(DoorInput.Recalled.NOTHING);
        assertThat(recall(
                        event(EventType.DOOR_LOCKED, 1, Map.of("by", "ops")),
                        event(EventType.DOOR_UNLOCKED, 2, Map.of("by", "ops", "hold_ms", "5000"))))
                .as("an unlock for a while lets no window go on")
                .containsExactly(new DoorInput.Recalled(false, lockedAt(NOON.plusSeconds(1))));
    }

    /** The same people are on the same side after a restart, whatever happened before. */
    @Test
    void aRestartForgetsNobodysSide() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            DoorSettings settings = DoorBench.settings(true, random.nextBoolean());
            DoorBench before = new DoorBench(settings, hard()).at("2026-07-06T08:00:00Z");
            for (int step = 0; step < 60; step++) {
                before.after(Duration.ofMillis(random.nextInt(4_000)), switch (random.nextInt(6)) {
                    case 0, 1, 2 -> DoorBench.match("p" + random.nextInt(8));
                    case 3 -> new DoorInput.Contact(true);
                    case 4 -> new DoorInput.Contact(false);
                    default -> new DoorInput.Forgive(
                            "ops", random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new PersonId("p" + random.nextInt(8))));
                });
            }
            before.after(Duration.ofSeconds(20), new DoorInput.Contact(false));
            DoorBench after = new DoorBench(settings, hard());
            after.setClock(before.now().wall().toString());
            after.on(new DoorInput.Clock(true));
            after.quiet();
            recall(DoorBench.events(before.all).toArray(DoorEvent[]::new)).forEach(after::on);
            for (int person = 0; person < 8; person++) {
                assertThat(DoorBench.types(after.after(Duration.ofSeconds(20), DoorBench.match("p" + person))))
                        .as("seed %d person %d", seed, person)
                        .isEqualTo(DoorBench.types(before.after(Duration.ofSeconds(20), DoorBench.match("p" + person))));
            }
        }
    }

    private static AccessSettings hard() {
        PassbackRule rule = new PassbackRule(PassbackRule.Mode.HARD, Duration.ofHours(8), Optional.empty(), ZoneOffset.UTC);
        return new AccessSettings(AccessRules.NONE, Optional.empty(), rule, SecondFactorRule.NONE, false, DirectionRule.NONE, Duration.ZERO);
    }

    private static Optional<DoorInput.LastLock> lockedAt(Instant at) {
        return Optional.of(new DoorInput.LastLock("ops", Optional.of(at)));
    }

    private static DoorEvent event(EventType type, int second, Map<String, String> detail) {
        return DoorEvent.of(type, new Moment(0, NOON.plusSeconds(second)), detail);
    }

    /** The events of before, oldest first. */
    private static List<DoorInput> recall(DoorEvent... before) {
        Recollection recollection = new Recollection();
        List.of(before).reversed().forEach(recollection::older);
        return recollection.inputs();
    }
}
