package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After weeks without a network: the real daemon as a process of its own with a small heap delivers what has gathered, all of it and
 * once, and needs no more memory at the end than at the beginning.
 *
 * <p>{@code -Dlintel.backlog=100000} for a long one; {@code tools/endure} does that.
 */
final class BacklogTest {
    private static final int COUNT = Integer.getInteger("lintel.backlog", 5_000);
    private static final String HEAP = "-Xmx48m";
    private static final long RSS_GROWTH_KIB_MAX = 48 * 1_024;

    @TempDir
    private Path directory;

    @Test
    void aBacklogIsDeliveredOnceInLittleMemory() throws IOException, InterruptedException, MqttException {
        try (Mosquitto broker = Mosquitto.anonymous(directory).start();
                Hub hub = new Hub(new Topics("hq", "front"), true).connect(broker.port())) {
            DoorProcess door = new DoorProcess(directory, "front", broker.port(), JavaProcess.in(directory));
            Files.createDirectory(door.state());
            InstantSource wall = InstantSource.system();
            try (Journal journal = Events.journal(Events.settings(door.journal()), wall, 7)) {
                Events.append(journal, 1, COUNT);
            }
            Process daemon = door.start(HEAP);
            await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(5)).until(() -> hub.events.size() > COUNT / 10);
            long began = System.nanoTime();
            int from = hub.events.size();
            long first = residentKib(daemon);
            AtomicLong most = new AtomicLong(first);
            await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofMillis(50)).until(() -> {
                most.accumulateAndGet(residentKib(daemon), Math::max);
                return hub.events.size() >= COUNT;
            });
            double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
            try (JournalReader reader = new JournalReader(door.journal())) {
                // An acknowledgement that got lost is asked for again after a while.
                await().atMost(Duration.ofMinutes(2)).until(() -> reader.ackedUpTo() >= COUNT);
                daemon.destroy();
                assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
                Set<UUID> written = new HashSet<>();
                for (long next = 1; next <= COUNT; next += JournalReader.ROWS_MAX) {
                    reader.range(next, Math.min(COUNT, next + JournalReader.ROWS_MAX - 1), JournalReader.ROWS_MAX)
                            .forEach(entry -> written.add(entry.id()));
                }
                long lost = written.stream().filter(id -> !hub.events.containsKey(id)).count();
                System.out.printf(
                        "backlog: %d events, the last nine tenths at %.0f a second; resident memory %d MiB after a tenth, %d MiB at most;"
                                + " %d delivered again; lost %d%n",
                        COUNT, (COUNT - from) / seconds, first >> 10, most.get() >> 10, hub.arrivals.size() - hub.events.size(), lost);
                assertThat(written).hasSize(COUNT);
                assertThat(lost).as("lost").isZero();
                assertThat(most.get() - first).as("growth of resident memory, KiB").isLessThan(RSS_GROWTH_KIB_MAX);
            }
        }
    }

    private static long residentKib(Process process) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        String line = status.lines().filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
