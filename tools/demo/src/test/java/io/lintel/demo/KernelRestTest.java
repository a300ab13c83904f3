package io.lintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.Edge;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a kernel's relay line when the daemon that released the lock is killed. */
@Tag("board")
@Timeout(120)
final class KernelRestTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int RELAY = 0;
    /** As bin/relay-safe asks for it. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    @AfterEach
    void letGo() throws IOException {
        RelayWire.pull(RELAY, false);
    }

    @Test
    void theKernelLetsTheLineFallToItsPullAndTheHelperMovesNothing() throws Exception {
        try (RelayWire wire = new RelayWire()) {
            killUnlocked(wire);
            long killed = System.nanoTime();
            Edge fall = wire.next(5 * SECOND).orElseThrow();
            assertThat(fall.active()).isFalse();
            System.out.printf("killed while unlocked: relay at rest %.1f ms after its end was known%n", (fall.timestampNanos() - killed) / 1e6);

            assertThat(BoardDaemon.lintel(QUICK, "gpio", "safe").waitFor()).isZero();
            assertThat(wire.edges()).isEmpty();
            assertThat(wire.high()).isFalse();
        }
    }

    /** The worst wiring: undriven, the line releases the lock. A chip that keeps the last level does the same. */
    @Test
    void whereTheLineStaysReleasedTheHelperDrivesItToRest() throws Exception {
        try (RelayWire wire = new RelayWire()) {
            RelayWire.pull(RELAY, true);
            killUnlocked(wire);
            long killed = System.nanoTime();
            assertThat(wire.high()).isTrue();

            Process helper = BoardDaemon.lintel(QUICK, "gpio", "safe");
            Edge fall = wire.next(20 * SECOND).orElseThrow();
            assertThat(fall.active()).isFalse();
            System.out.printf("killed while unlocked, the line held up: relay at rest after %.1f ms, by the helper%n",
                    (fall.timestampNanos() - killed) / 1e6);
            assertThat(helper.waitFor()).isZero();
        }
    }

    private static void killUnlocked(RelayWire wire) throws Exception {
        BoardDaemon daemon = BoardDaemon.start();
        try {
            daemon.await("relay", control -> control.door().relay(), () -> LockSupport.parkNanos(SECOND / 20));
            wire.edges();
            daemon.control().unlock(Duration.ofSeconds(30));
            assertThat(wire.next(5 * SECOND)).get().extracting(Edge::active).isEqualTo(true);
        } finally {
            daemon.kill();
        }
    }
}
