package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.core.control.Control;
import io.lintel.core.control.ControlException;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventStamp;
import io.lintel.daemon.control.ControlClient;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemon as a process of its own, with real SQLite and a real Mosquitto, killed at any moment of its life while it is told to
 * lock and unlock, again and again; now and then the broker is killed as well and forgets everything it knew. What the daemon ever showed
 * as committed must be in the journal at the end, and in the hub: once.
 *
 * <p>{@code -Dlintel.kill.cycles=2000} for a long run; {@code tools/endure} does that.
 */
final class KillLoopTest {
    private static final int CYCLES = Integer.getInteger("lintel.kill.cycles", 40);
    private static final long SEED = Long.getLong("lintel.kill.seed", 20_261_125L);
    private static final int BROKER_DIES_EVERY = 20;
    private static final int START_MILLIS_MAX = 1_500;
    private static final int LIFE_MILLIS_MAX = 250;

    @TempDir
    private Path directory;

    private final Set<UUID> shown = ConcurrentHashMap.newKeySet();
    private final AtomicLong orders = new AtomicLong();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingCommittedIsLostOrDoubledHoweverOftenTheDaemonIsKilled() throws IOException, InterruptedException, MqttException {
        Random random = new Random(SEED);
        Topics topics = new Topics("hq", "front");
        int brokerDeaths = 0;
        try (Mosquitto broker = Mosquitto.anonymous(directory);
                Hub hub = new Hub(topics, true)) {
            DoorProcess door = new DoorProcess(directory, broker.port());
            broker.start();
            hub.connect(broker.port());
            live(door, Duration.ZERO); // a whole life first, which also leaves the classes archived
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                if (cycle % BROKER_DIES_EVERY == 0) {
                    broker.kill();
                    broker.start();
                    hub.connect(broker.port());
                    brokerDeaths++;
                }
                if (random.nextInt(3) == 0) {
                    dieStarting(door, Duration.ofMillis(random.nextInt(START_MILLIS_MAX)));
                } else {
                    live(door, Duration.ofMillis(1 + random.nextInt(LIFE_MILLIS_MAX)));
                }
            }
            Process last = door.start();
            List<JournalEntry> written = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                written.clear();
                written.addAll(journal(door));
                assertThat(hub.events).hasSizeGreaterThanOrEqualTo(written.size());
            });
            last.destroy();
            assertThat(last.waitFor(20, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.events.size() >= journal(door).size());
            verify(door, hub, brokerDeaths);
        }
    }

    private void verify(DoorProcess door, Hub hub, int brokerDeaths) throws IOException {
        List<JournalEntry> all = journal(door);
        Set<UUID> ids = new HashSet<>();
        all.forEach(entry -> ids.add(entry.id()));
        long lost = shown.stream().filter(id -> !ids.contains(id)).count() + ids.stream().filter(id -> !hub.events.containsKey(id)).count();
        long duplicated = all.size() - ids.size() + hub.events.keySet().stream().filter(id -> !ids.contains(id)).count();
        System.out.printf(
                "kill loop: %d kills of the daemon, %d of the broker (which forgets all), %d orders, %d events, %d delivered again; lost %d,"
                        + " duplicated %d%n",
                CYCLES, brokerDeaths, orders.get(), all.size(), hub.arrivals.size() - hub.events.size(), lost, duplicated);
        assertThat(lost).as("lost").isZero();
        assertThat(duplicated).as("duplicated").isZero();
        assertThat(all).hasSizeGreaterThan(CYCLES);
        assertThat(shown).as("what the daemon showed before it died").isNotEmpty();
        try (JournalReader reader = new JournalReader(door.journal())) {
            assertThat(reader.verify().breaks()).isEmpty();
        }
        try (var files = Files.list(door.state())) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .as("no kill damages a file")
                    .noneMatch(name -> name.contains("damaged"));
        }
    }

    private static List<JournalEntry> journal(DoorProcess door) {
        try (JournalReader reader = new JournalReader(door.journal())) {
            List<JournalEntry> all = new ArrayList<>();
            for (List<JournalEntry> page = reader.range(1, Long.MAX_VALUE, JournalReader.ROWS_MAX);
                    !page.isEmpty();
                    page = reader.range(all.getLast().seq() + 1, Long.MAX_VALUE, JournalReader.ROWS_MAX)) {
                all.addAll(page);
            }
            return all;
        }
    }

    /** A death on the way up, when files are opened and what was left is taken on. */
    private void dieStarting(DoorProcess door, Duration life) throws IOException, InterruptedException {
        Process daemon = door.start();
        Thread.sleep(life);
        daemon.destroyForcibly();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** One life: orders as fast as they are answered, and the kill so long after the first commit; with no time given, an orderly end. */
    private void live(DoorProcess door, Duration life) throws IOException, InterruptedException {
        Process daemon = door.start();
        Path socket = door.socket();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(daemon.isAlive()).as(door.log()).isTrue();
            return ControlClient.answers(socket);
        });
        int before = shown.size();
        Thread watcher = Thread.ofVirtual().start(() -> watch(socket));
        Thread operator = Thread.ofVirtual().start(() -> order(socket, daemon));
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(() -> shown.size() > before);
        if (life.isZero()) {
            daemon.destroy();
        } else {
            Thread.sleep(life);
            daemon.destroyForcibly();
        }
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
        watcher.join();
        operator.join();
    }

    /** Remembers every event that the daemon shows: it shows only what is committed. */
    private void watch(Path socket) {
        EventCodec codec = new EventCodec();
        try (Control control = new ControlClient(socket)) {
            control.followEvents(OptionalLong.empty(), json -> {
                EventStamp stamp = codec.decode(json.getBytes(StandardCharsets.UTF_8)).stamp();
                return shown.add(stamp.id());
            });
        } catch (ControlException _) {
            // The daemon died, as it should.
        }
    }

    private void order(Path socket, Process daemon) {
        try (Control control = new ControlClient(socket)) {
            while (daemon.isAlive()) {
                control.unlock(Duration.ofSeconds(1));
                orders.incrementAndGet();
                control.lock();
                orders.incrementAndGet();
            }
        } catch (ControlException _) {
            // The daemon died, as it should.
        }
    }
}
