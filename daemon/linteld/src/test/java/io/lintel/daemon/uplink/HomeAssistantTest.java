package io.lintel.daemon.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The shape that Home Assistant's MQTT device discovery asks for. */
final class HomeAssistantTest extends UplinkBench {
    private static final Set<String> COMMON = Set.of(
            "platform", "unique_id", "name", "state_topic", "value_template", "entity_category", "json_attributes_topic",
            "json_attributes_template", "device_class");
    /** What the documentation of each platform knows beside that. */
    private static final Map<String, Set<String>> OWN = Map.of(
            "binary_sensor", Set.of(), "sensor", Set.of("options", "state_class", "unit_of_measurement"), "event", Set.of("event_types"));

    @Test
    void everyComponentHasWhatItsPlatformAsksForAndNothingItDoesNotKnow() throws IOException {
        MqttLink.Publication message = new HomeAssistant(TOPICS).discovery("0.1.0", true);
        assertThat(message.topic()).isEqualTo("homeassistant/device/lintel_hq_front/config").matches("homeassistant/device/[a-zA-Z0-9_-]+/config");
        assertThat(message.retained()).isTrue();
        JsonNode node = new ObjectMapper().readTree(message.payload());
        assertThat(names(node)).containsExactlyInAnyOrder("device", "origin", "availability", "qos", "components");
        assertThat(node.path("device").path("identifiers").get(0).asText()).isEqualTo("lintel_hq_front");
        assertThat(node.path("device").path("sw_version").asText()).isEqualTo("0.1.0");
        assertThat(node.path("origin").path("name").asText()).isEqualTo("Lintel");
        assertThat(node.path("availability").get(0).path("topic").asText()).isEqualTo(TOPICS.status());
        Set<String> ids = new HashSet<>();
        node.path("components").properties().forEach(component -> {
            JsonNode one = component.getValue();
            String platform = one.path("platform").asText();
            assertThat(OWN).as(component.getKey()).containsKey(platform);
            Set<String> known = new HashSet<>(COMMON);
            known.addAll(OWN.getOrDefault(platform, Set.of()));
            assertThat(known).as(component.getKey()).containsAll(names(one));
            assertThat(names(one)).contains("unique_id", "name", "state_topic", "value_template");
            assertThat(ids.add(one.path("unique_id").asText())).as("unique").isTrue();
            assertThat(one.path("unique_id").asText()).startsWith("lintel_hq_front_");
            assertThat(List.of(TOPICS.state(), TOPICS.metrics(), TOPICS.event())).contains(one.path("state_topic").asText());
        });
        assertThat(names(node.path("components")))
                .contains("lock", "contact", "alarm", "tamper", "problem", "access", "state", "latency", "undelivered");
        assertThat(node.path("components").path("access").path("event_types")).hasSize(2);
        assertThat(node.path("components").path("state").path("options")).isNotEmpty();
    }

    @Test
    void nothingCanBeCommandedAndNobodyIsNamed() {
        String text = text(new HomeAssistant(TOPICS).discovery("0.1.0", true));
        assertThat(text).doesNotContain("command", "person", "subject");
    }

    @Test
    void twoDoorsNeverShareAName() {
        assertThat(new Topics("a-b", "c").unique()).isNotEqualTo(new Topics("a", "b-c").unique());
    }

    @Test
    void aDoorWithoutAContactShowsNone() throws IOException {
        JsonNode node = new ObjectMapper().readTree(new HomeAssistant(TOPICS).discovery("0.1.0", false).payload());
        assertThat(node.path("components").has("contact")).isFalse();
        assertThat(node.path("components").has("lock")).isTrue();
    }

    @Test
    void itIsSaidAtEveryConnectionIfItIsWanted() {
        UplinkAgent silent = connected(20, 20, false);
        assertThat(link.take(TOPICS.discovery())).isEmpty();
        silent.onClose();
        discovery = Optional.of(new HomeAssistant(TOPICS).discovery("0.1.0", true));
        UplinkAgent agent = connected(20, 20, false);
        assertThat(link.take(TOPICS.discovery())).hasSize(1);
        link.lost(0, "reset");
        turn(agent);
        reconnect(agent, 20);
        assertThat(link.take(TOPICS.discovery())).singleElement().satisfies(sent ->
                assertThat(new String(sent.publication().payload(), StandardCharsets.UTF_8)).contains("lintel_hq_front"));
    }

    private static Set<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }
}
