package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.core.access.PassbackRule;
import io.lintel.core.access.SecondFactorRule;
import io.lintel.core.command.Claims;
import io.lintel.core.command.Command;
import io.lintel.core.command.CommandKey;
import io.lintel.core.command.CommandMessage;
import io.lintel.core.command.CommandRules;
import io.lintel.core.control.AccessReport;
import io.lintel.core.control.DoorReport;
import io.lintel.core.door.AlwaysOpenState;
import io.lintel.core.door.DoorInput;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.EventSink;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.config.CommandKeyFile;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.ScriptedLink.Sent;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Commands between a broker and a door that the test plays. */
final class CommandDeskTest extends UplinkBench {
    private static final Command UNLOCK = new Command.Unlock(Duration.ofSeconds(5));
    private static final AccessReport ACCESS = new AccessReport(
            AlwaysOpenState.NONE, "", "", SecondFactorRule.Kind.NONE, "", PassbackRule.Mode.OFF, false, true);
    private static final DoorReport UNLOCKED = door(DoorState.UNLOCKED, true, true, 5_000);
    private static final DoorReport LOCKED = door(DoorState.LOCKED, false, true, 0);

    private final TestOperator operator = TestOperator.born();
    private final Mailbox<DoorMessage> door = new Mailbox<>(4);
    private final List<DoorEvent> events = new ArrayList<>();
    private final ObjectMapper mapper = new ObjectMapper();
    private ClockQuality clock = new ClockQuality("ntp", true, OptionalLong.empty());
    private boolean journalTakes = true;

    @Test
    void aCommandReachesTheDoorAndItsAnswerTheSender() {
        UplinkAgent agent = listening(this::trusted);
        command(agent, "a", UNLOCK);
        DoorMessage.Asked asked = asked();
        assertThat(asked.input()).isEqualTo(new DoorInput.Unlock("key:" + operator.identity().id(), Duration.ofSeconds(5)));
        assertThat(replies()).as("the door has not answered").isEmpty();
        asked.answer().complete(UNLOCKED);
        turn(agent);
        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(reply.publication().retained()).isFalse();
            assertThat(reply.publication().correlation().map(CommandDeskTest::ascii)).contains("c-a");
            JsonNode json = json(reply);
            assertThat(json.path("id").asText()).isEqualTo("a");
            assertThat(json.path("result").asText()).isEqualTo("done");
            assertThat(json.path("session").asText()).isEqualTo(session());
            assertThat(json.path("door").path("state").asText()).isEqualTo("unlocked");
            assertThat(json.path("door").path("relock_ms").asInt()).isEqualTo(5_000);
        });
        assertThat(events).as("the door reports what it does itself").isEmpty();
    }

    @Test
    void everyKindBecomesWhatTheDoorUnderstands() {
        UplinkAgent agent = listening(this::trusted);
        String by = "key:" + operator.identity().id();
        command(agent, "a", new Command.Lock());
        assertThat(asked().input()).isEqualTo(new DoorInput.Lock(by));
        command(agent, "b", new Command.Lockdown(true));
        assertThat(asked().input()).isEqualTo(new DoorInput.Lockdown(by, true));
        command(agent, "c", new Command.Lockdown(false));
        assertThat(asked().input()).isEqualTo(new DoorInput.Lockdown(by, false));
        command(agent, "d", new Command.Confirm(true));
        assertThat(asked().input()).isEqualTo(new DoorInput.Confirm(by, true));
    }

    @Test
    void aRepetitionIsAnsweredAlikeAndObeyedNoMore() {
        UplinkAgent agent = listening(this::trusted);
        command(agent, "a", UNLOCK);
        command(agent, "a", UNLOCK);
        DoorMessage.Asked asked = asked();
        assertThat(door.size()).isZero();
        asked.answer().complete(UNLOCKED);
        turn(agent);
        List<Sent> first = replies();
        assertThat(first).hasSize(1);
        command(agent, "a", UNLOCK);
        assertThat(door.size()).isZero();
        assertThat(replies()).singleElement()
                .satisfies(again -> assertThat(json(again)).isEqualTo(json(first.getFirst())));
    }

    @Test
    void whatTheDoorMadeOfItIsToldAsItIs() {
        UplinkAgent agent = listening(this::trusted);
        assertThat(answered(agent, "a", UNLOCK, door(DoorState.LOCKDOWN, false, true, 0)))
                .isEqualTo("refused lockdown");
        assertThat(answered(agent, "b", UNLOCK, LOCKED)).isEqualTo("refused locked");
        assertThat(answered(agent, "c", UNLOCK, door(DoorState.UNLOCKED, true, false, 0)))
                .isEqualTo("failed relay");
        assertThat(answered(agent, "d", new Command.Lock(), LOCKED)).isEqualTo("done");
    }

    @Test
    void aDoorThatDoesNotAnswerIsToldOfAndDoesNotObeyLate() {
        UplinkAgent agent = listening(this::trusted);
        command(agent, "a", UNLOCK);
        now += 4 * SECOND;
        turn(agent);
        assertThat(replies()).isEmpty();
        now += SECOND;
        turn(agent);
        assertThat(outcome(replies())).isEqualTo("failed no_answer");
        assertThat(asked().answer()).as("not to be obeyed any more").isCancelled();

        for (int i = 0; i < 4; i++) {
            door.offer(new DoorMessage.Input(new DoorInput.Tick()));
        }
        command(agent, "b", UNLOCK);
        assertThat(outcome(replies())).as("its mailbox is full").isEqualTo("failed no_answer");
    }

    @Test
    void whatIsNotBelievedIsAnsweredOnRecordAndNotObeyed() {
        UplinkAgent agent = listening(this::trusted);
        String good = operator.signed(TOPICS, session(), "a", wall, UNLOCK);
        link.arrive(TOPICS.command(), good, true);
        turn(agent);
        assertThat(outcome(replies())).isEqualTo("refused retained");
        link.deliver(TOPICS.command(), good, false, Optional.of("text/plain"), Optional.of(ascii("c-a")));
        turn(agent);
        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(json(reply).has("id")).as("nobody has signed").isFalse();
            assertThat(reply.publication().correlation().map(CommandDeskTest::ascii)).contains("c-a");
        });
        link.deliver(
                TOPICS.command(), "no command", false, Optional.empty(), Optional.of(new byte[CommandDesk.CORRELATION_BYTES_MAX + 1]));
        turn(agent);
        assertThat(replies()).singleElement().satisfies(reply -> assertThat(reply.publication().correlation()).isEmpty());
        link.arrive(TOPICS.command(), operator.signed(new Topics("hq", "back"), session(), "b", wall, UNLOCK), false);
        turn(agent);
        assertThat(outcome(replies())).isEqualTo("refused audience");
        assertThat(door.size()).isZero();
        assertThat(events).extracting(DoorEvent::type).containsOnly(EventType.COMMAND_REFUSED);
        assertThat(events).extracting(event -> event.detail().get("refusal"))
                .containsExactly("retained", "content_type", "malformed", "audience");
        assertThat(events.getLast().detail()).containsEntry("key", operator.identity().id()).containsEntry("command", "b");
    }

    @Test
    void withoutASynchronisedClockNothingIsObeyed() {
        clock = new ClockQuality("none", false, OptionalLong.empty());
        UplinkAgent agent = listening(this::trusted);
        command(agent, "a", UNLOCK);
        assertThat(outcome(replies())).isEqualTo("refused clock");
        assertThat(door.size()).isZero();
    }

    @Test
    void aCommandForTheConnectionBeforeIsRefusedAndItsRepetitionToo() {
        UplinkAgent agent = listening(this::trusted);
        String before = operator.signed(TOPICS, session(), "a", wall, UNLOCK);
        String obeyed = operator.signed(TOPICS, session(), "b", wall, UNLOCK);
        link.arrive(TOPICS.command(), obeyed, false);
        turn(agent);
        asked().answer().complete(UNLOCKED);
        turn(agent);
        link.lost(0, "reset");
        turn(agent);
        link.take(TOPICS.status());
        reconnect(agent, 20);
        link.arrive(TOPICS.command(), before, false);
        turn(agent);
        assertThat(outcome(replies())).isEqualTo("refused session");
        link.arrive(TOPICS.command(), obeyed, false);
        turn(agent);
        assertThat(outcome(replies())).as("answered as then").isEqualTo("done");
        assertThat(door.size()).isZero();
    }

    @Test
    void aKeyTakenAwayOrOpenToOthersCountsNoMore() throws IOException {
        Path file = operator.publicKey(directory.resolve("operator.pub"));
        UplinkAgent agent = listening(new CommandKeys(List.of(new CommandKeyFile(file))));
        assertThat(answered(agent, "a", UNLOCK, UNLOCKED)).isEqualTo("done");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        command(agent, "b", UNLOCK);
        assertThat(outcome(replies())).isEqualTo("refused unknown_key");
        operator.publicKey(file);
        assertThat(answered(agent, "c", UNLOCK, UNLOCKED)).isEqualTo("done");
        Files.delete(file);
        command(agent, "d", UNLOCK);
        assertThat(outcome(replies())).isEqualTo("refused unknown_key");
        assertThat(door.size()).isZero();
    }

    @Test
    void aFloodIsNeitherAnsweredNorRecordedNorLookedAtForLong() {
        int[] asked = {0};
        UplinkAgent agent = listening(() -> {
            asked[0]++;
            return trusted();
        });
        for (int i = 0; i < 1_500; i++) {
            link.arrive(TOPICS.command(), "x".repeat(CommandMessage.BYTES_MAX), false);
        }
        for (int i = 0; i < 10; i++) {
            turn(agent);
        }
        assertThat(asked[0]).as("looked at").isEqualTo(20);
        assertThat(replies()).hasSize(10);
        assertThat(events).hasSize(5);
        now += 61 * SECOND;
        link.arrive(TOPICS.command(), "x", false);
        turn(agent);
        assertThat(events).hasSize(6);
        assertThat(events.getLast().detail()).containsEntry("unrecorded", "1495");
        assertThat(replies()).hasSize(1);
        assertThat(answered(agent, "a", UNLOCK, UNLOCKED)).as("and then a real one").isEqualTo("done");
    }

    @Test
    void whatTheJournalDoesNotTakeIsCounted() {
        UplinkAgent agent = listening(this::trusted);
        journalTakes = false;
        link.arrive(TOPICS.command(), "x", false);
        turn(agent);
        journalTakes = true;
        link.arrive(TOPICS.command(), "x", false);
        turn(agent);
        assertThat(events).singleElement().satisfies(event -> assertThat(event.detail()).containsEntry("unrecorded", "1"));
    }

    @Test
    void repliesTakeNoMoreRoomThanThereIsAndGoWithTheirConnection() {
        Events.append(journal, 1, 5);
        UplinkAgent agent = listening(this::trusted, 3);
        for (int i = 0; i < 3; i++) {
            link.arrive(TOPICS.command(), "x" + i, false);
        }
        turn(agent);
        assertThat(replies()).as("two events are in flight, and one place is the goodbye's").isEmpty();
        link.answer(events().getFirst(), 0);
        turn(agent);
        List<Sent> first = replies();
        assertThat(first).hasSize(1);
        link.answer(first.getFirst(), 0x87);
        turn(agent);
        assertThat(agent.status().detail()).contains(TOPICS.reply(), "not authorised");
        assertThat(replies()).hasSize(1);
        link.lost(0, "reset");
        turn(agent);
        reconnect(agent, 20);
        assertThat(replies()).isEmpty();
    }

    @Test
    void withoutKeysTheDoorDoesNotEvenListen() {
        connected(20, 20, false);
        assertThat(link.subscriptions).doesNotContain(TOPICS.command());
        listening(this::trusted);
        assertThat(link.subscriptions).contains(TOPICS.command());
    }

    private UplinkAgent listening(Supplier<Map<String, CommandKey>> keys) {
        return listening(keys, 20);
    }

    private UplinkAgent listening(Supplier<Map<String, CommandKey>> keys, int receiveMaximum) {
        link.answersReplies = receiveMaximum == 20;
        commands = Optional.of(new CommandAccess(
                new CommandRules(Claims.audience("hq", "front"), Duration.ofSeconds(30), EnumSet.allOf(Command.Kind.class)),
                keys,
                () -> clock,
                door,
                new EventSink() {
                    @Override
                    public boolean offer(DoorEvent event) {
                        return journalTakes && events.add(event);
                    }

                    @Override
                    public boolean recording() {
                        return true;
                    }
                }));
        return connected(20, receiveMaximum, false);
    }

    private Map<String, CommandKey> trusted() {
        return Map.of(operator.identity().id(), operator.identity());
    }

    private void command(UplinkAgent agent, String id, Command command) {
        link.deliver(
                TOPICS.command(), operator.signed(TOPICS, session(), id, wall, command), false,
                Optional.of(CommandMessage.CONTENT_TYPE), Optional.of(ascii("c-" + id)));
        turn(agent);
    }

    private static DoorReport door(DoorState state, boolean released, boolean relay, long relockMillis) {
        return new DoorReport(state, released, relay, true, relockMillis, ACCESS);
    }

    private String answered(UplinkAgent agent, String id, Command command, DoorReport answer) {
        command(agent, id, command);
        asked().answer().complete(answer);
        turn(agent);
        return outcome(replies());
    }

    private DoorMessage.Asked asked() {
        Optional<DoorMessage> message = door.poll();
        assertThat(message).isPresent();
        return (DoorMessage.Asked) message.orElseThrow();
    }

    private String outcome(List<Sent> replies) {
        assertThat(replies).hasSize(1);
        JsonNode json = json(replies.getFirst());
        return (json.path("result").asText() + " " + json.path("reason").asText()).strip();
    }

    private List<Sent> replies() {
        return link.take(TOPICS.reply());
    }

    /** As the will says it: known before the status is there. */
    private String session() {
        return json(link.wills.getLast()).path("session").asText();
    }

    private JsonNode json(Sent sent) {
        return json(sent.publication());
    }

    private JsonNode json(Publication publication) {
        try {
            return mapper.readTree(publication.payload());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
