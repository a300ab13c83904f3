package io.lintel.hal.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.lintel.hal.BoardProvider;
import io.lintel.hal.contract.BoardContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The board contract on whatever machine the tests run on, found as the daemon finds it. */
class ThisMachineTest extends BoardContract {
    @Override
    protected BoardProvider provider() {
        return ServiceLoader.load(BoardProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("linux"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsThisMachine() throws Exception {
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        assertThat(provider().board().info().bootId()).isEqualTo(boot);
    }

    @Test
    void bothSourcesOfMemoryAgree() {
        long info = provider().board().info().memoryBytes();
        assertThat(new Libc().memoryBytes()).isBetween(info - info / 100, info + info / 100);
    }

    @Test
    void askingTheKernelsClockWorksOrIsKnownNotTo() {
        KernelClock clock = new Libc().kernelClock();
        if (clock.known()) {
            assertThat(clock.maxErrorMicros()).isBetween(0L, 16_000_000L);
        } else {
            assertThat(clock).isEqualTo(KernelClock.UNKNOWN);
        }
    }
}
