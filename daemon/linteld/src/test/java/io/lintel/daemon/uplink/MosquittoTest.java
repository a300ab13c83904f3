package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lintel.core.door.DoorState;
import io.lintel.daemon.config.Config;
import io.lintel.daemon.config.Config.Acknowledgement;
import io.lintel.daemon.config.SecretFile;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.uplink.UplinkStatus.Phase;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's Mosquitto: what the scripted link cannot know. */
final class MosquittoTest {
    private static final Topics TOPICS = new Topics("hq", "front-door");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void eventsStatusAndStateArriveOnceInOrder() throws IOException, MqttException {
        try (Mosquitto broker = Mosquitto.anonymous(directory).start();
                Hub hub = new Hub(TOPICS, false).connect(broker.port());
                Door door = new Door(journal(), TOPICS, mqtt(broker.port(), Acknowledgement.PUBACK), 1)) {
            door.tell(new UplinkMessage.State(state()));
            door.happen(500);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().ackedUpTo()).isEqualTo(500));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.arrivals).hasSize(500));
            assertThat(hub.arrivals).doesNotHaveDuplicates();
            assertThat(new HashSet<>(hub.arrivals)).isEqualTo(door.committed);
            assertThat(hub.arrivals.stream().map(hub.events::get).toList()).isSorted();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.retained.get(TOPICS.state())).contains("\"locked\""));
            assertThat(hub.retained.get(TOPICS.status())).contains("online");
            await().atMost(PATIENCE).until(() -> door.journal.status().ackedUpTo() == 500);
            door.halt();
            await().atMost(PATIENCE).untilAsserted(() ->
                    assertThat(hub.retained.get(TOPICS.status())).contains("offline", "stopped"));
        }
    }

    @Test
    void aBrokerKilledTwiceThatForgetsEverythingLosesNothing() throws IOException, MqttException, InterruptedException {
        try (Mosquitto broker = Mosquitto.anonymous(directory).start();
                Hub hub = new Hub(TOPICS, true).connect(broker.port());
                Door door = new Door(journal(), TOPICS, mqtt(broker.port(), Acknowledgement.APPLICATION), 1)) {
            for (int kill = 0; kill < 2; kill++) {
                int before = hub.events.size();
                door.happen(600);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> hub.events.size() > before + 50);
                broker.kill();
                door.happen(100);
                broker.start();
                hub.connect(broker.port());
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().ackedUpTo()).isEqualTo(1_400));
            assertThat(hub.events.keySet()).isEqualTo(door.committed).hasSize(1_400);
            assertThat(new HashSet<>(hub.events.values())).as("no number twice").hasSize(1_400);
            assertThat(door.uplink.status().connects()).isGreaterThanOrEqualTo(3);

            hub.arrivals.clear();
            hub.publish(TOPICS.replay(), "{\"from\":10,\"to\":19}");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.arrivals).hasSize(10));
        }
    }

    @Test
    void withoutANetworkEventsWaitAndGoWhenThereIsOne() throws IOException, MqttException {
        Mosquitto broker = Mosquitto.anonymous(directory);
        try (Door door = new Door(journal(), TOPICS, mqtt(broker.port(), Acknowledgement.PUBACK), 1)) {
            door.happen(50);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(door.uplink.status().phase()).isEqualTo(Phase.OFFLINE);
                assertThat(door.uplink.status().detail()).contains("Connection refused", "check network, broker and mqtt.url");
            });
            assertThat(door.journal.status().writing()).isTrue();
            broker.start();
            // Nobody listens yet: what the broker would drop must wait on.
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(door.uplink.status().phase()).isEqualTo(Phase.REFUSED);
                assertThat(door.uplink.status().detail()).contains("nobody subscribes");
            });
            try (Hub hub = new Hub(TOPICS, false).connect(broker.port())) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.events.keySet()).hasSize(50));
                assertThat(hub.events.keySet()).isEqualTo(door.committed);
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void theShippedBrokerConfigurationKeepsDoorsApart() throws IOException, MqttException, InterruptedException {
        MqttConnectionOptions login = new MqttConnectionOptions();
        login.setUserName("hub");
        login.setPassword("secret-hub".getBytes(StandardCharsets.UTF_8));
        try (Mosquitto broker = Mosquitto.shipped(directory, List.of("front-door", "back-door", "hub")).start();
                Hub hub = new Hub(TOPICS, true, Optional.of(login)).connect(broker.port())) {
            try (Door door = new Door(
                    journal(), TOPICS, login(broker.port(), "front-door", "secret-front-door"), 1)) {
                door.happen(5);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.uplink.status().ackedUpTo()).isEqualTo(5));
                assertThat(hub.events).hasSize(5);
            }
            try (Door intruder = new Door(
                    directory.resolve("other.db"), TOPICS, login(broker.port(), "back-door", "secret-back-door"), 2)) {
                intruder.happen(1);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(intruder.uplink.status().phase()).isEqualTo(Phase.REFUSED);
                    assertThat(intruder.uplink.status().detail()).contains("not authorised", "ACL");
                });
                assertThat(hub.events).as("nothing of the intruder").hasSize(5);
            }
            try (Door wrong = new Door(
                    directory.resolve("wrong.db"), TOPICS, login(broker.port(), "front-door", "mistyped"), 3)) {
                wrong.happen(1);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(wrong.uplink.status().detail())
                        .contains("not authorised", "mqtt.password-file"));
                await().atMost(PATIENCE).until(() -> wrong.journal.status().lastSeq() == 1);
            }
        }
    }

    private Path journal() {
        return directory.resolve("journal.db");
    }

    private static Config.Mqtt mqtt(int port, Acknowledgement acknowledgement) {
        return Brokers.door(Brokers.open(port, "lintel-hq-front-door"), acknowledgement);
    }

    private Config.Mqtt login(int port, String user, String password) throws IOException {
        Path file = Files.writeString(directory.resolve("password-" + user), password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Brokers.door(
                Brokers.login(port, "lintel-hq-" + user, user, new SecretFile(file)), Acknowledgement.APPLICATION);
    }

    private static StateReport state() {
        return new StateReport(
                DoorState.LOCKED, false, Optional.empty(), List.of(), List.of(), "0.1.0", "lintel-default@1", 1, "", 0,
                new ClockQuality("ntp", true, OptionalLong.empty()));
    }
}
