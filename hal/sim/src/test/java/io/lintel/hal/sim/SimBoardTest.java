package io.lintel.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.BoardProvider;
import io.lintel.hal.ClockQuality;
import io.lintel.hal.contract.BoardContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SimBoardTest extends BoardContract {
    private final SimBoard board = new SimBoard();
    private final SimNotifier notifier = new SimNotifier(Optional.of(Duration.ofSeconds(10)));
    private final BoardProvider provider = new SimBoardProvider(board, notifier);

    @Override
    protected BoardProvider provider() {
        return provider;
    }

    @Test
    void itSaysWhatItIsTold() {
        board.temperatureCelsius(OptionalDouble.of(91.5));
        board.throttling(List.of("under-voltage now"));
        board.clock(new ClockQuality("none", false, OptionalLong.empty()));
        assertThat(board.temperatureCelsius()).hasValue(91.5);
        assertThat(board.throttling()).containsExactly("under-voltage now");
        assertThat(board.clock().synchronised()).isFalse();
    }

    @Test
    void theNotifierRemembersTheLatestMessages() {
        notifier.ready();
        notifier.status("door ready");
        assertThat(notifier.messages()).containsExactly("READY=1", "STATUS=door ready");
        for (int i = 0; i < SimNotifier.MESSAGES_MAX; i++) {
            notifier.alive();
        }
        assertThat(notifier.messages()).hasSize(SimNotifier.MESSAGES_MAX).containsOnly("WATCHDOG=1");
    }

    @Test
    void configurationAloneFindsIt() {
        assertThat(ServiceLoader.load(BoardProvider.class)).extracting(BoardProvider::name).contains("sim");
    }
}
