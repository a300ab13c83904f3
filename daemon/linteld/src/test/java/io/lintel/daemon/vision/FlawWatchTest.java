package io.lintel.daemon.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.core.control.HealthState;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import io.lintel.core.gallery.PersonId;
import io.lintel.core.vision.Sighting;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.health.Health;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FlawWatchTest {
    private final Component health = new Health(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).component("faces");
    private final FlawWatch watch = new FlawWatch(health);

    @Test
    void saysWhatAilsTheFacesAndWhatToDo() {
        for (int i = 0; i < FlawWatch.APPROACHES_MIN - 1; i++) {
            flawed("too_dark");
        }
        assertThat(health.isOk()).as("too few to tell").isTrue();
        flawed("too_dark");
        assertThat(health.now().state()).isEqualTo(HealthState.DEGRADED);
        assertThat(health.now().detail()).contains("too dark");
        assertThat(health.now().todo()).contains("light");
    }

    @Test
    void aFewUnusableFacesAreNoNews() {
        for (int i = 0; i < 100; i++) {
            if (i % 2 == 0) {
                flawed("turned");
            } else {
                matched();
            }
            assertThat(health.isOk()).isTrue();
        }
    }

    @Test
    void neitherAreDifferentFlaws() {
        for (int i = 0; i < 100; i++) {
            flawed(i % 2 == 0 ? "turned" : "blurred");
        }
        assertThat(health.isOk()).isTrue();
    }

    @Test
    void isWellAgainOnlyWhenMostFacesAre() {
        for (int i = 0; i < FlawWatch.APPROACHES; i++) {
            flawed("blurred");
        }
        for (int good = 1; good <= FlawWatch.APPROACHES; good++) {
            matched();
            assertThat(health.isOk()).as("%d good ones after %d", good, FlawWatch.APPROACHES).isEqualTo(good >= 12);
        }
    }

    private void flawed(String flaw) {
        watch.observe(sighting(Reason.QUALITY, Optional.empty(), Optional.of(flaw)));
    }

    private void matched() {
        watch.observe(sighting(Reason.MATCH, Optional.of(new PersonId("ana")), Optional.empty()));
    }

    private static Sighting sighting(Reason reason, Optional<PersonId> person, Optional<String> flaw) {
        Recognition recognition = new Recognition(8, 6, 0.001, 1, 0.7, OptionalDouble.empty(), 0.8, "bundle@1", 3, 17);
        return new Sighting(reason, person, recognition, 5, Latency.NONE, flaw);
    }
}
