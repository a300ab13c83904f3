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

/** One of the doors that {@link KillLoopTest} kills, with the hub that hears it. Of one thread, but for {@link #reconnect}. */
final class KilledDoor implements AutoCloseable {
    private static final int LIFE_MILLIS_MAX = 250;

    private final DoorProcess door;
    private final Hub hub;
    private final Random random;
    private final Set<UUID> shown = ConcurrentHashMap.newKeySet();
    private final AtomicLong orders = new AtomicLong();
    private int startMillis;
    private int releasedWhenKilled;

    /** Prepares a door of this id; nothing is started yet. */
    KilledDoor(Path directory, String id, int port, JavaProcess java, long seed) throws IOException {
        this.door = new DoorProcess(Files.createDirectory(directory.resolve(id)), id, port, java);
        this.hub = new Hub(new Topics("hq", id), true);
        this.random = new Random(seed);
    }

    /**
     * What came of a door.
     *
     * @param orders it obeyed
     * @param events in its journal
     * @param releasedWhenKilled kills that found the relay released
     * @param again events that reached the hub more than once, which it tells by their ids
     * @param lost events that were shown or journalled and are not in the journal or not in the hub
     * @param duplicated events that are in the journal twice, or in the hub only
     */
    record Outcome(long orders, int events, int releasedWhenKilled, int again, long lost, long duplicated) {}

    /** Connects its hub, again if need be. */
    void reconnect(int port) throws MqttException {
        hub.connect(port);
    }

    /** A whole life with an orderly end, which also tells how long a start takes. */
    void live() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process daemon = door.start();
        awaitUp(daemon);
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> !door.relay().isEmpty());
        startMillis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        daemon.destroy();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(door.relay()).as("the relay after a stop").endsWith("0");
    }

    /** A life cut off, one in three on the way up. */
    void die() throws IOException, InterruptedException {
        if (random.nextInt(3) == 0) {
            dieStarting();
        } else {
            dieWorking();
        }
        List<String> relay = door.relay();
        if (!relay.isEmpty()) { // else it died before it took the line
            assertThat(relay.getFirst()).as("the relay after a start").isEqualTo("0");
            releasedWhenKilled += relay.getLast().equals("1") ? 1 : 0;
        }
    }

    /** A death when files are opened and what was left is taken on. */
    private void dieStarting() throws IOException, InterruptedException {
        Process daemon = door.start();
        Thread.sleep(random.nextInt(startMillis));
        daemon.destroyForcibly();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Orders as fast as they are answered, and the kill some time after the first commit. */
    private void dieWorking() throws IOException, InterruptedException {
        Process daemon = door.start();
        awaitUp(daemon);
        int before = shown.size();
        Thread watcher = Thread.ofVirtual().start(this::watch);
        Thread operator = Thread.ofVirtual().start(() -> order(daemon));
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(() -> shown.size() > before);
        Thread.sleep(1 + random.nextInt(LIFE_MILLIS_MAX));
        daemon.destroyForcibly();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
        watcher.join();
        operator.join();
    }

    private void awaitUp(Process daemon) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(daemon.isAlive()).as(door.log()).isTrue();
            return ControlClient.answers(door.socket());
        });
    }

    /** Remembers every event that the daemon shows: it shows only what is committed. */
    private void watch() {
        EventCodec codec = new EventCodec();
        try (Control control = new ControlClient(door.socket())) {
            control.followEvents(OptionalLong.empty(), json -> {
                EventStamp stamp = codec.decode(json.getBytes(StandardCharsets.UTF_8)).stamp();
                return shown.add(stamp.id());
            });
        } catch (ControlException _) {
            // The daemon died, as it should.
        }
    }

    private void order(Process daemon) {
        try (Control control = new ControlClient(door.socket())) {
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

    /** A last life, until everything is delivered; then compares what was shown, what is journalled and what the hub has. */
    Outcome settle() throws IOException, InterruptedException {
        Process last = door.start();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(hub.events).hasSizeGreaterThanOrEqualTo(journal().size()));
        last.destroy();
        assertThat(last.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.events.size() >= journal().size());
        assertThat(shown).as("what the daemon showed before it died").isNotEmpty();
        try (JournalReader reader = new JournalReader(door.journal())) {
            assertThat(reader.verify().breaks()).isEmpty();
        }
        try (var files = Files.list(door.state())) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .as("no kill damages a file")
                    .noneMatch(name -> name.contains("damaged"));
        }
        List<JournalEntry> all = journal();
        Set<UUID> ids = new HashSet<>();
        all.forEach(entry -> ids.add(entry.id()));
        return new Outcome(
                orders.get(),
                all.size(),
                releasedWhenKilled,
                hub.arrivals.size() - hub.events.size(),
                shown.stream().filter(id -> !ids.contains(id)).count()
                        + ids.stream().filter(id -> !hub.events.containsKey(id)).count(),
                all.size() - ids.size() + hub.events.keySet().stream().filter(id -> !ids.contains(id)).count());
    }

    private List<JournalEntry> journal() {
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

    @Override
    public void close() {
        hub.close();
    }
}
