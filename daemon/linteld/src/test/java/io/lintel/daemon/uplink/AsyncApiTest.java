package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.lintel.core.command.Claims;
import io.lintel.core.command.Command;
import io.lintel.core.command.CommandReason;
import io.lintel.core.command.CommandReply;
import io.lintel.core.command.CommandReplyCodec;
import io.lintel.core.command.CommandRules;
import io.lintel.core.command.DoorSummary;
import io.lintel.core.command.PassageNotice;
import io.lintel.core.command.PassageNoticeCodec;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.Direction;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.core.event.Reason;
import io.lintel.core.gallery.PersonId;
import io.lintel.daemon.DoorMessage;
import io.lintel.daemon.EventSink;
import io.lintel.daemon.Mailbox;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.uplink.MqttLink.Publication;
import io.lintel.daemon.uplink.ScriptedLink.Sent;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code config/asyncapi.yaml} is the contract: topics, messages and words must be those of the code. */
final class AsyncApiTest extends UplinkBench {
    private final ObjectMapper mapper = new ObjectMapper();
    private JsonNode api = mapper.createObjectNode();
    private JsonNode strict = mapper.createObjectNode();

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("lintel.root", "."), "config", "asyncapi.yaml"));
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        api = mapper.valueToTree(yaml);
        strict = api.path("components").deepCopy();
        closeObjects(strict);
    }

    @Test
    void channelsAreTheTopics() {
        Topics topics = new Topics("{site}", "{door}");
        Map<String, String> addresses = new TreeMap<>();
        api.path("channels").properties().forEach(channel -> addresses.put(channel.getKey(), channel.getValue().path("address").asText()));
        assertThat(addresses).isEqualTo(new TreeMap<>(Map.of(
                "status", topics.status(), "state", topics.state(), "event", topics.event(), "metrics", topics.metrics(),
                "ack", topics.ack(), "replay", topics.replay(), "command", topics.command(), "reply", topics.reply(),
                "discovery", topics.discovery(), "whereabouts", topics.whereabouts().replace("+", "{person}"))));
    }

    @Test
    void whatIsSentWhereAndHowIsAsTheBindingsSay() {
        TestOperator operator = TestOperator.born();
        Mailbox<DoorMessage> door = new Mailbox<>(1);
        commands = Optional.of(new CommandAccess(
                new CommandRules(Claims.audience("hq", "front"), Duration.ofSeconds(30), EnumSet.allOf(Command.Kind.class)),
                () -> Map.of(operator.identity().id(), operator.identity()),
                () -> new ClockQuality("ntp", true, OptionalLong.empty()),
                door,
                new SilentJournal()));
        whereabouts = Optional.of(new WhereaboutsAccess("/sites/hq/areas/main", Map::of, () -> new ClockQuality("ntp", true, OptionalLong.empty()), door));
        discovery = Optional.of(new HomeAssistant(TOPICS).discovery("0.1.0", true));
        Events.append(journal, 1, 1);
        mailbox.offer(new UplinkMessage.State(report(1)));
        UplinkAgent agent = connected(20, 20, false);
        mailbox.offer(new UplinkMessage.Gauges(gauges(OptionalDouble.empty())));
        link.arrive(TOPICS.command(), "x", false);
        turn(agent);
        turn(agent);
        List<Publication> sent = Stream.concat(
                        Stream.concat(link.sent.stream().map(Sent::publication), link.mentioned.stream()), link.wills.stream())
                .toList();
        Set<String> said = new TreeSet<>();
        for (Publication one : sent) {
            String channel = channel(one.topic());
            JsonNode binding = api.path("channels").path(channel).path("bindings").path("mqtt");
            assertThat(binding.path("retain").asBoolean()).as(channel).isEqualTo(one.retained());
            assertThat(binding.path("qos").asInt()).as(channel).isEqualTo(link.mentioned.contains(one) ? 0 : 1);
            assertThat(message(channel).path("contentType").asText()).as(channel).isEqualTo(one.contentType());
            said.add(channel);
        }
        assertThat(said).isEqualTo(operations("send"));
        Set<String> heard = new TreeSet<>();
        link.subscriptions.forEach(topic -> heard.add(channel(topic)));
        assertThat(heard).isEqualTo(operations("receive"));
        Set<String> answered = new TreeSet<>();
        api.path("operations").forEach(operation -> operation.path("reply").forEach(reply -> answered.add(last(reply))));
        assertThat(answered).containsExactly("reply");
    }

    @Test
    void whatTheDoorSendsFitsTheSchemas() throws IOException {
        Payloads payloads = new Payloads();
        String session = UUID.randomUUID().toString();
        fits("presence", payloads.presence(true, session, Events.START, ""));
        fits("presence", payloads.presence(false, session, Events.START, "stopped"));
        fits("state", payloads.state(state(Optional.of(true), OptionalLong.of(3)), Events.START));
        fits("state", payloads.state(state(Optional.empty(), OptionalLong.empty()), Events.START));
        fits("metrics", payloads.gauges(gauges(OptionalDouble.of(51.5)), Events.START));
        fits("metrics", payloads.gauges(gauges(OptionalDouble.empty()), Events.START));
        fits("event", journal.append(List.of(journal.prepare(Events.granted(Events.START)))).getFirst().body());
        for (EventType type : EventType.values()) {
            DoorEvent event = DoorEvent.of(type, new Moment(1, Events.START), Map.of("by", "local"));
            for (Reason reason : Reason.values()) {
                fits("event", journal.append(List.of(journal.prepare(event.because(reason)))).getFirst().body());
            }
        }
        fits("discovery", new HomeAssistant(TOPICS).discovery("0.1.0", true).payload());
    }

    @Test
    void theLeastEventHasWhatIsRequiredAndNothingElse() throws IOException {
        byte[] body = journal.append(List.of(journal.prepare(
                        DoorEvent.of(EventType.DOOR_REX, new Moment(1, Events.START), Map.of()))))
                .getFirst()
                .body();
        JsonNode event = mapper.readTree(body);
        assertThat(names(event.path("data")))
                .containsExactlyInAnyOrderElementsOf(words(schema("data").path("required")));
        assertThat(names(event)).containsExactlyInAnyOrderElementsOf(required("event"));
    }

    @Test
    void repliesFitTheSchemaWhateverTheyHaveToSay() throws IOException {
        CommandReplyCodec codec = new CommandReplyCodec();
        String session = UUID.randomUUID().toString();
        for (CommandReason reason : CommandReason.values()) {
            fits("reply", codec.write(CommandReply.refused(Optional.empty(), reason), session, Events.START));
        }
        for (DoorState door : DoorState.values()) {
            fits("reply", codec.write(
                    new CommandReply(
                            Optional.of("a"), CommandReply.Result.DONE, Optional.empty(),
                            Optional.of(new DoorSummary(door, true, true, true, 5_000))),
                    session, Events.START));
        }
        fits("reply", codec.write(CommandReply.silent("a"), session, Events.START));
    }

    @Test
    void commandsAreMadeAsTheSchemasSay() throws IOException {
        TestOperator operator = TestOperator.born();
        for (Command command : List.of(
                new Command.Unlock(Duration.ofSeconds(1)), new Command.Lock(), new Command.Lockdown(true), new Command.Lockdown(false))) {
            String token = operator.signed(TOPICS, "s", "a", Events.START, command);
            assertThat(validate("/components/messages/command/payload", TextNode.valueOf(token))).isEmpty();
            String[] parts = token.split("\\.", 3);
            assertThat(validate("/components/schemas/commandHeader", mapper.readTree(Base64.getUrlDecoder().decode(parts[0])))).isEmpty();
            assertThat(validate("/components/schemas/commandClaims", mapper.readTree(Base64.getUrlDecoder().decode(parts[1])))).isEmpty();
        }
    }

    @Test
    void passagesAreToldAsTheSchemasSay() throws IOException {
        TestOperator hub = TestOperator.born();
        PassageNotice notice = new PassageNotice(
                PassageNotice.audience("hq", "main"), new PersonId("ana"), Direction.Way.IN, Events.START, Events.START, Events.START.plusSeconds(60));
        String token = new String(new PassageNoticeCodec().sign(notice, hub.identity(), hub.secret()), StandardCharsets.US_ASCII);
        assertThat(validate("/components/messages/passage/payload", TextNode.valueOf(token))).isEmpty();
        String[] parts = token.split("\\.", 3);
        assertThat(validate("/components/schemas/passageHeader", mapper.readTree(Base64.getUrlDecoder().decode(parts[0])))).isEmpty();
        assertThat(validate("/components/schemas/passageClaims", mapper.readTree(Base64.getUrlDecoder().decode(parts[1])))).isEmpty();
    }

    @Test
    void theSchemasAreNoSieve() throws IOException {
        JsonNode status = mapper.readTree("{\"state\":\"on\",\"session\":\"x\",\"since\":\"today\",\"more\":1}");
        assertThat(validate("/components/messages/presence/payload", status)).hasSize(4);
    }

    @Test
    void whatTheHubSendsIsUnderstood() {
        Payloads payloads = new Payloads();
        UUID id = UUID.randomUUID();
        assertThat(payloads.ack(("{\"seq\":3,\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)))
                .contains(new Payloads.Ack(3, id));
        assertThat(payloads.replay("{\"from\":3,\"to\":4}".getBytes(StandardCharsets.UTF_8)))
                .contains(new Payloads.Replay(3, 4));
        assertThat(required("ack")).containsExactly("seq", "id");
        assertThat(required("replay")).containsExactly("from", "to");
    }

    @Test
    void theWordsAreThoseOfTheCode() {
        assertThat(words(payload("event").path("properties").path("type").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(EventType.values()).map(EventType::type).toList());
        assertThat(words(schema("data").path("properties").path("reason").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::wire).toList());
        assertThat(words(payload("reply").path("properties").path("reason").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(CommandReason.values()).map(CommandReason::wire).toList());
        assertThat(words(payload("reply").path("properties").path("result").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(CommandReply.Result.values()).map(CommandReply.Result::wire).toList());
        assertThat(words(schema("commandClaims").path("properties").path("command").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(Command.Kind.values()).map(Command.Kind::wire).toList());
        assertThat(words(schema("doorState").path("enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(DoorState.values()).map(state -> state.name().toLowerCase(Locale.ROOT)).toList());
    }

    private JsonNode schema(String name) {
        return api.path("components").path("schemas").path(name);
    }

    private JsonNode payload(String message) {
        return api.path("components").path("messages").path(message).path("payload");
    }

    private List<String> required(String message) {
        return words(payload(message).path("required"));
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private void fits(String message, byte[] json) throws IOException {
        JsonNode value = mapper.readTree(json);
        assertThat(validate("/components/messages/" + message + "/payload", value)).as(() -> message + " " + value).isEmpty();
    }

    private Set<ValidationMessage> validate(String schema, JsonNode value) {
        ObjectNode root = mapper.createObjectNode().put("$ref", "#" + schema);
        root.set("components", strict);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(root, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
                .validate(value);
    }

    /** What the contract does not name must not be sent, although whoever reads should overlook it. */
    private static void closeObjects(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")
                && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(AsyncApiTest::closeObjects);
    }

    private JsonNode message(String channel) {
        JsonNode reference = api.path("channels").path(channel).path("messages").elements().next();
        return api.at(reference.path("$ref").asText().substring(1));
    }

    private String channel(String topic) {
        List<String> channels = new ArrayList<>();
        api.path("channels").properties().forEach(channel -> {
            if (channel.getValue().path("address").asText().replace("{site}", "hq").replace("{door}", "front").replace("{person}", "+").equals(topic)) {
                channels.add(channel.getKey());
            }
        });
        assertThat(channels).as(topic).hasSize(1);
        return channels.getFirst();
    }

    /** Channels that are sent to or heard; a reply's channel is sent to. */
    private Set<String> operations(String action) {
        Set<String> channels = new TreeSet<>();
        api.path("operations").forEach(operation -> {
            if (operation.path("action").asText().equals(action)) {
                channels.add(last(operation.path("channel")));
            }
            if (action.equals("send") && operation.has("reply")) {
                channels.add(last(operation.path("reply").path("channel")));
            }
        });
        return channels;
    }

    private static String last(JsonNode reference) {
        String path = reference.path("$ref").asText();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static GaugeReport gauges(OptionalDouble temperature) {
        return new GaugeReport(7, 1, 2, 0, 1, 33.5, 40, 0, 3, 8, 0, temperature, 1 << 20);
    }

    /** Takes everything and keeps nothing. */
    private static final class SilentJournal implements EventSink {
        @Override
        public boolean offer(DoorEvent event) {
            return true;
        }

        @Override
        public boolean recording() {
            return true;
        }
    }

    private static StateReport state(Optional<Boolean> open, OptionalLong error) {
        return new StateReport(
                DoorState.HELD_OPEN, true, open, List.of("held"), List.of("camera"), "0.1.0", "b@1", 4, "0011223344556677", 2,
                new ClockQuality("ntp", true, error));
    }
}
