package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.core.event.EventType;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.SimulatedDoor;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last the broker hears of a daemon that is stopped is that it was stopped. */
final class FarewellTest {
    private static final Topics TOPICS = new Topics("hq", "front");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void theStopItselfIsDeliveredAndMarkedSo() throws IOException, MqttException {
        try (Mosquitto broker = Mosquitto.anonymous(directory).start();
                Hub hub = new Hub(TOPICS, false).connect(broker.port())) {
            Daemon daemon = start(broker.port());
            await().atMost(PATIENCE).until(() -> hub.retained.containsKey(TOPICS.status()));
            daemon.close();

            JournalEntry last = journal().getLast();
            assertThat(last.type()).isEqualTo(EventType.HEALTH_STOPPED.type());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.events).containsKey(last.id()));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.retained.get(TOPICS.status())).contains("stopped"));
            assertThat(acked()).as("not sent again at the next start").isEqualTo(last.seq());
            assertThat(hub.arrivals).doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutABrokerTheStopIsOnDiskAndStaysToBeSent() throws IOException {
        Daemon daemon = start(1);
        daemon.close();
        assertThat(journal().getLast().type()).isEqualTo(EventType.HEALTH_STOPPED.type());
        assertThat(acked()).isZero();
    }

    private List<JournalEntry> journal() {
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            return reader.latest(100);
        }
    }

    private long acked() {
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            return reader.ackedUpTo();
        }
    }

    private Daemon start(int port) throws IOException {
        Path file = SimulatedDoor.config(directory, "front", SimulatedDoor.EYELESS, SimulatedDoor.mqtt(port, ""));
        return Linteld.start(new ConfigLoader().load(file), BackEnds.installed());
    }
}
