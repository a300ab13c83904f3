package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.daemon.store.Events;
import io.lintel.daemon.store.Journal;
import io.lintel.hal.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code config/asyncapi.yaml} is the contract: topics, messages and words must be those of the code. */
final class AsyncApiTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private JsonNode api = mapper.createObjectNode();

    @TempDir
    private Path directory;

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("lintel.root", "."), "config", "asyncapi.yaml"));
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        api = mapper.valueToTree(yaml);
    }

    @Test
    void channelsAreTheTopics() {
        Topics topics = new Topics("{site}", "{door}");
        assertThat(address("status")).isEqualTo(topics.status());
        assertThat(address("state")).isEqualTo(topics.state());
        assertThat(address("event")).isEqualTo(topics.event());
        assertThat(address("metrics")).isEqualTo(topics.metrics());
        assertThat(address("ack")).isEqualTo(topics.ack());
        assertThat(address("replay")).isEqualTo(topics.replay());
        assertThat(api.path("channels").size()).isEqualTo(6);
    }

    @Test
    void whatTheDoorSendsFitsTheSchemas() throws IOException {
        Payloads payloads = new Payloads();
        fits("presence", payloads.presence(true, "s", Events.START, ""));
        fits("presence", payloads.presence(false, "s", Events.START, "stopped"));
        fits("state", payloads.state(report(Optional.of(true), OptionalLong.of(3)), Events.START));
        fits("state", payloads.state(report(Optional.empty(), OptionalLong.empty()), Events.START));
        fits("metrics", payloads.gauges(
                new GaugeReport(7, 1, 2, 0, 1, 33.5, 40, 0, 3, 8, 0, OptionalDouble.of(51.5), 1 << 20), Events.START));
        try (Journal journal = Events.journal(directory.resolve("journal.db"))) {
            fits("event", journal.append(List.of(journal.prepare(Events.granted(Events.START)))).getFirst().body());
            fits("event", Events.append(journal, 1, 1).getFirst().body());
        }
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
        assertThat(words(api.path("components").path("schemas").path("data").path("properties").path("reason").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::wire).toList());
        assertThat(words(payload("state").path("properties").path("door").path("enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(DoorState.values()).map(state -> state.name().toLowerCase(Locale.ROOT)).toList());
    }

    private String address(String channel) {
        return api.path("channels").path(channel).path("address").asText();
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
        fits(message, payload(message), mapper.readTree(json));
    }

    /** As much of JSON Schema as the contract uses: required and known properties, types, enumerations. */
    private void fits(String where, JsonNode schema, JsonNode value) {
        JsonNode rules = schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
        assertThat(rules.isObject()).as(where).isTrue();
        if (rules.has("enum")) {
            assertThat(words(rules.path("enum"))).as(where).contains(value.asText());
        }
        if (rules.has("const")) {
            assertThat(value.asText()).as(where).isEqualTo(rules.path("const").asText());
        }
        switch (rules.path("type").asText()) {
            case "object" -> fitsObject(where, rules, value);
            case "array" -> value.forEach(element -> fits(where + "[]", rules.path("items"), element));
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "string" -> assertThat(value.isTextual()).as(where).isTrue();
            default -> assertThat(rules.has("enum") || rules.has("const")).as(where).isTrue();
        }
    }

    private void fitsObject(String where, JsonNode rules, JsonNode value) {
        TreeSet<String> missing = new TreeSet<>(words(rules.path("required")));
        value.fieldNames().forEachRemaining(name -> {
            missing.remove(name);
            JsonNode property = rules.path("properties").path(name);
            JsonNode known = property.isMissingNode() ? rules.path("additionalProperties") : property;
            fits(where + "." + name, known, value.path(name));
        });
        assertThat(missing).as(where).isEmpty();
    }

    private static StateReport report(Optional<Boolean> open, OptionalLong error) {
        return new StateReport(
                DoorState.HELD_OPEN, true, open, List.of("held"), List.of("camera"), "0.1.0", "b@1", 4, "0011223344556677", 2,
                new ClockQuality("ntp", true, error));
    }
}
