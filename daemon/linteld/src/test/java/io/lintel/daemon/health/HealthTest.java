package io.lintel.daemon.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Health health = new Health(InstantSource.fixed(Instant.EPOCH));
    private final Component disk = health.component("journal");
    private final List<ComponentHealth> told = new ArrayList<>();
    private long now;

    @BeforeEach
    void startWell() {
        disk.ok("writes");
        seconds(1);
        assertThat(told).as("starting well is no news").isEmpty();
    }

    @Test
    void anOutageAndItsEndAreToldAtOnce() {
        disk.degraded("full", "free some");
        assertThat(states()).containsExactly(HealthState.DEGRADED);
        disk.ok("writes");
        assertThat(states()).containsExactly(HealthState.DEGRADED, HealthState.OK);
        assertThat(told.getLast().detail()).isEqualTo("writes");
    }

    @Test
    void aRecoveryAfterOneThatDidNotLastMustHoldForHalfAMinute() {
        disk.degraded("full", "free some");
        disk.ok("writes");
        seconds(5);
        disk.degraded("full", "free some");
        assertThat(states()).as("worse is told at once").hasSize(3).endsWith(HealthState.DEGRADED);
        for (int i = 0; i < 7; i++) {
            disk.ok("writes");
            assertThat(health.report().overall()).as("the present truth is never damped").isEqualTo(HealthState.OK);
            seconds(29);
            disk.degraded("full", "free some");
        }
        disk.ok("writes");
        seconds(29);
        assertThat(states()).hasSize(3);
        seconds(2);
        assertThat(states()).hasSize(4).endsWith(HealthState.OK);
        assertThat(told.getLast().detail()).isEqualTo("writes (failed 7 more times meanwhile)");
    }

    @Test
    void trustComesBackAfterTenMinutesOfPeace() {
        disk.degraded("full", "");
        disk.ok("writes");
        disk.degraded("full", "");
        disk.ok("writes");
        seconds(31);
        assertThat(states()).hasSize(4);
        seconds(601);
        disk.degraded("full", "");
        disk.ok("writes");
        assertThat(states()).hasSize(6).endsWith(HealthState.OK);
    }

    @Test
    void goingFromBadToWorseIsToldWhateverWentBefore() {
        disk.degraded("full", "");
        disk.ok("writes");
        disk.degraded("full", "");
        disk.ok("writes");
        disk.offline("gone", "");
        assertThat(states()).endsWith(HealthState.DEGRADED, HealthState.OFFLINE);
        disk.degraded("full", "");
        seconds(31);
        assertThat(states()).endsWith(HealthState.OFFLINE, HealthState.DEGRADED);
    }

    @Test
    void flappingForADayCostsAFewHundredEvents() {
        for (int rhythm : new int[] {1, 3, 29, 31, 61, 300}) {
            int before = told.size();
            for (int second = 0; second < 86_400; second += 2 * rhythm) {
                disk.offline("full", "");
                seconds(rhythm);
                disk.degraded("nearly full", "");
                disk.ok("writes");
                seconds(rhythm);
            }
            assertThat(told.size() - before).as("every %d s", rhythm).isLessThan(400);
        }
    }

    @Test
    void anotherCauseOfTheSameTroubleIsToldOnce() {
        disk.degraded("full", "free some");
        for (int i = 0; i < 20; i++) {
            disk.degraded("damaged", "replace the card");
            disk.degraded("full, " + i + " wait", "free some");
        }
        take();
        assertThat(told).extracting(ComponentHealth::todo).containsExactly("free some", "replace the card");
        disk.ok("writes");
        seconds(1);
        disk.degraded("damaged", "replace the card");
        take();
        assertThat(told).extracting(ComponentHealth::todo).containsExactly("free some", "replace the card", "", "replace the card");
    }

    @Test
    void whatIsOnlyStartingIsNoTrouble() {
        Component camera = health.component("camera");
        assertThat(health.troubles()).isEmpty();
        camera.offline("no such device", "plug it in");
        disk.degraded("full", "free some");
        assertThat(health.troubles()).containsExactly("camera", "journal");
        camera.ok("15 fps");
        assertThat(health.troubles()).containsExactly("journal");
    }

    private List<HealthState> states() {
        take();
        return told.stream().map(ComponentHealth::state).toList();
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            now += SECOND;
            health.settle(now);
            take();
        }
    }

    private void take() {
        for (Optional<ComponentHealth> next = health.takeChange(); next.isPresent(); next = health.takeChange()) {
            told.add(next.get());
        }
    }
}
