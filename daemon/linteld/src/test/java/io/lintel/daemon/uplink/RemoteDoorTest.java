package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lintel.core.command.Command;
import io.lintel.core.command.CommandReason;
import io.lintel.core.command.CommandReply;
import io.lintel.core.control.ControlException;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.EventType;
import io.lintel.daemon.BackEnds;
import io.lintel.daemon.Daemon;
import io.lintel.daemon.Linteld;
import io.lintel.daemon.SimulatedDoor;
import io.lintel.daemon.config.BrokerSettings;
import io.lintel.daemon.config.ConfigLoader;
import io.lintel.daemon.config.SecretFile;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a command: an operator, a real Mosquitto with the shipped access rules, the whole daemon, its relay. */
final class RemoteDoorTest {
    private static final Topics TOPICS = new Topics("hq", "front-door");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Command UNLOCK = new Command.Unlock(Duration.ofSeconds(2));

    private final TestOperator operator = TestOperator.born();

    @TempDir
    private Path directory;

    private Mosquitto broker;
    private Daemon daemon;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        broker = Mosquitto.shipped(directory, List.of("front-door", "operator", "hub", "homeassistant")).start();
        daemon = door("[\"unlock\", \"lock\"]");
    }

    @AfterEach
    void stop() {
        daemon.close();
        broker.close();
    }

    @Test
    void anOperatorUnlocksAndTheJournalKnowsByWhichKey() {
        try (RemoteDoor remote = remote("operator")) {
            String session = session(remote);
            CommandReply reply = ask(remote, session, operator, UNLOCK);
            assertThat(reply.result()).isEqualTo(CommandReply.Result.DONE);
            assertThat(reply.door().orElseThrow().state()).isEqualTo(DoorState.UNLOCKED);
            assertThat(daemon.control().door().released()).isTrue();
            assertThat(ask(remote, session, operator, new Command.Lock()).door().orElseThrow().released()).isFalse();

            assertThat(ask(remote, session, operator, new Command.Lockdown(true)).reason()).contains(CommandReason.NOT_ALLOWED);
            assertThat(ask(remote, session, TestOperator.born(), UNLOCK).reason()).contains(CommandReason.UNKNOWN_KEY);
            assertThat(ask(remote, "another", operator, UNLOCK).reason()).contains(CommandReason.SESSION);
            assertThat(daemon.control().door().released()).isFalse();
        }
        daemon.close();
        List<JournalEntry> entries = journal();
        assertThat(entries).filteredOn(entry -> entry.type().equals(EventType.DOOR_UNLOCKED.type())).singleElement()
                .satisfies(entry -> assertThat(new String(entry.body(), StandardCharsets.UTF_8))
                        .contains("\"by\":\"key:" + operator.identity().id() + "\""));
        assertThat(entries).filteredOn(entry -> entry.type().equals(EventType.COMMAND_REFUSED.type())).hasSize(3);
    }

    @Test
    void onlyOperatorsReachTheDoorAndAForgeryIsOnRecord() throws InterruptedException {
        for (String user : List.of("hub", "homeassistant", "front-door")) {
            try (RemoteDoor remote = remote(user)) {
                String session = session(remote);
                assertThatThrownBy(() -> ask(remote, session, operator, UNLOCK)).as(user).isInstanceOf(ControlException.class)
                        .hasMessageContaining("not authorised");
            }
        }
        assertThat(daemon.control().door().released()).isFalse();
        try (RemoteDoor remote = remote("operator")) {
            assertThat(ask(remote, session(remote), operator, UNLOCK).result()).isEqualTo(CommandReply.Result.DONE);
        }
    }

    @Test
    void aCommandPublishedAsRetainedIsRefusedEvenByADoorThatIsThere() throws IOException, InterruptedException {
        String session;
        try (RemoteDoor remote = remote("operator")) {
            session = session(remote);
        }
        BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
        try (PahoLink link = new PahoLink(login("operator", "intruder"))) {
            link.connect(1, Optional.empty(), List.of(TOPICS.reply()), answers::add);
            await().atMost(PATIENCE).until(() -> answers.stream().anyMatch(UplinkMessage.Connected.class::isInstance));
            String command = operator.signed(TOPICS, session, "a", InstantSource.system().instant(), UNLOCK);
            link.publish(1, new MqttLink.Publication(
                    TOPICS.command(), command.getBytes(StandardCharsets.US_ASCII), true, "application/jwt"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard(answers)).anyMatch(text -> text.contains("\"retained\"")));
        }
        assertThat(daemon.control().door().released()).isFalse();
    }

    @Test
    void homeAssistantFindsTheDoorAndSeesHowItStands() throws InterruptedException {
        BlockingQueue<UplinkMessage.FromLink> answers = new LinkedBlockingQueue<>();
        try (PahoLink link = new PahoLink(login("homeassistant", "homeassistant"))) {
            link.connect(1, Optional.empty(), List.of("homeassistant/device/+/config", TOPICS.status(), TOPICS.state()), answers::add);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard(answers))
                    .anyMatch(text -> text.contains("\"lintel_hq_front-door_lock\""))
                    .anyMatch(text -> text.contains("\"online\""))
                    .anyMatch(text -> text.contains("\"door\":\"locked\"")));
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() throws InterruptedException {
        try (RemoteDoor remote = new RemoteDoor(login("operator", "a"), new Topics("hq", "nowhere"), Duration.ofSeconds(1), System::nanoTime)) {
            assertThatThrownBy(remote::session).isInstanceOf(ControlException.class)
                    .hasMessageContaining("no door says on lintel/v1/hq/nowhere/status");
        }
        daemon.close();
        try (RemoteDoor remote = remote("operator")) {
            await().atMost(PATIENCE).untilAsserted(() ->
                    assertThatThrownBy(remote::session).hasMessageContaining("the door is offline"));
        }
        broker.kill();
        try (RemoteDoor remote = remote("operator")) {
            assertThatThrownBy(remote::session).isInstanceOf(ControlException.class).hasMessageContaining("refused");
        }
    }

    private CommandReply ask(RemoteDoor remote, String session, TestOperator who, Command command) {
        return remote.ask(command, session, who.identity(), who.secret(), Duration.ofSeconds(20), InstantSource.system());
    }

    private static String session(RemoteDoor remote) {
        return await().atMost(PATIENCE).ignoreException(ControlException.class).until(remote::session, session -> !session.isEmpty());
    }

    private RemoteDoor remote(String user) {
        return new RemoteDoor(login(user, "remote-" + user), TOPICS, PATIENCE, System::nanoTime);
    }

    private BrokerSettings login(String user, String clientId) {
        return Brokers.login(broker.port(), clientId, user, password(user));
    }

    private SecretFile password(String user) {
        try {
            Path file = Files.writeString(directory.resolve("password-" + user), "secret-" + user + "\n");
            return new SecretFile(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> heard(BlockingQueue<UplinkMessage.FromLink> answers) {
        List<String> texts = new ArrayList<>();
        answers.forEach(answer -> {
            if (answer instanceof UplinkMessage.Arrived arrived) {
                texts.add(new String(arrived.payload(), StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    private List<JournalEntry> journal() {
        try (JournalReader reader = new JournalReader(directory.resolve("state/journal.db"))) {
            return reader.latest(100);
        }
    }

    private Daemon door(String allowed) throws IOException {
        operator.publicKey(directory.resolve("operator.pub"));
        password("front-door");
        Path file = SimulatedDoor.config(directory, "front-door", SimulatedDoor.EYELESS, SimulatedDoor.mqtt(broker.port(), """
                username = "front-door"
                password-file = "./password-front-door"
                command-keys = ["operator.pub"]
                command-allow = %s
                home-assistant = true
                """.formatted(allowed)));
        return Linteld.start(new ConfigLoader(Map.of()).load(file), BackEnds.installed());
    }
}
