package io.lintel.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lintel.hal.Board;
import io.lintel.hal.BoardInfo;
import io.lintel.hal.BoardProvider;
import io.lintel.hal.ClockQuality;
import io.lintel.hal.ServiceNotifier;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link BoardProvider} promises. */
public abstract class BoardContract {
    /** The back-end under test. */
    protected abstract BoardProvider provider();

    @Test
    void theBoardKnowsWhoItIs() {
        BoardInfo info = provider().board().info();
        assertThat(info.model()).isNotBlank().doesNotContain("\0", "\n");
        assertThat(info.architecture()).isNotBlank();
        assertThat(info.cores()).isPositive();
        assertThat(info.memoryBytes()).isGreaterThan(16L << 20);
        assertThat(info.bootId()).isNotBlank();
    }

    @Test
    void identityDoesNotChangeWhileItRuns() {
        Board board = provider().board();
        assertThat(board.info()).isEqualTo(board.info());
        assertThat(provider().board().info()).isEqualTo(board.info());
    }

    @Test
    void aTemperatureIsOneAProcessorCanHave() {
        provider().board().temperatureCelsius().ifPresent(celsius -> assertThat(celsius).isBetween(-40.0, 125.0));
    }

    @Test
    void throttlingIsToldInWords() {
        assertThat(provider().board().throttling()).allSatisfy(reason -> assertThat(reason).containsPattern("[a-z]{3}"));
    }

    @Test
    void theClockNamesItsSource() {
        ClockQuality clock = provider().board().clock();
        assertThat(Set.of("ntp", "rtc", "none", "sim")).contains(clock.source());
        clock.maxErrorMillis().ifPresent(error -> assertThat(error).isNotNegative());
    }

    @Test
    void theNotifierNeverThrows() {
        ServiceNotifier notifier = provider().notifier();
        assertThatCode(() -> {
                    notifier.ready();
                    notifier.status("");
                    notifier.status("two\nlines, and \0 and \ud83d\udeaa");
                    notifier.status("long ".repeat(100_000));
                    notifier.alive();
                    notifier.stopping();
                })
                .doesNotThrowAnyException();
        notifier.watchdog().ifPresent(interval -> assertThat(interval).isPositive());
    }
}
