package io.lintel.daemon.uplink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lintel.core.door.DoorState;
import io.lintel.core.event.EventType;
import io.lintel.daemon.uplink.MqttLink.Publication;
import java.util.List;
import java.util.Locale;

/**
 * The door as Home Assistant sees it: one MQTT device discovery message (Home Assistant 2024.11 or later) that explains the topics
 * the door has anyway. There is nothing in it to command: commands are signed, and Home Assistant signs nothing. Access decisions
 * come with their reason and without the person.
 */
public final class HomeAssistant {
    private static final String TYPE = "value_json.type == '%s' and not value_json.data.late";
    private static final String DECISION = "{{ {'event_type': '%s', 'reason': value_json.data.reason | default('')} | to_json }}";

    private final Topics topics;
    private final ObjectMapper mapper = new ObjectMapper();

    /** For this door. */
    public HomeAssistant(Topics topics) {
        this.topics = topics;
    }

    /**
     * The message.
     *
     * @param version Lintel's
     * @param contact whether a door contact is fitted
     */
    public Publication discovery(String version, boolean contact) {
        ObjectNode node = mapper.createObjectNode();
        ObjectNode device = node.putObject("device");
        device.putArray("identifiers").add(topics.unique());
        device.put("name", topics.door())
                .put("manufacturer", "Lintel")
                .put("model", "Door that knows faces")
                .put("serial_number", topics.site() + "/" + topics.door())
                .put("sw_version", version);
        node.putObject("origin").put("name", "Lintel").put("sw_version", version);
        node.putArray("availability").addObject().put("topic", topics.status()).put("value_template", "{{ value_json.state }}");
        node.put("qos", 1);
        components(node.putObject("components"), contact);
        try {
            return new Publication(topics.discovery(), mapper.writeValueAsBytes(node), true, Payloads.JSON);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts and numbers can always be written", e);
        }
    }

    private void components(ObjectNode all, boolean contact) {
        truth(all, "lock", "Lock", "lock", "value_json.released");
        if (contact) {
            truth(all, "contact", "Door", "door", "value_json.open");
        }
        truth(all, "alarm", "Alarm", "safety", "value_json.alarms | reject('eq', 'tamper') | list | count > 0");
        truth(all, "tamper", "Tamper", "tamper", "'tamper' in value_json.alarms");
        truth(all, "problem", "Problem", "problem", "value_json.troubles | count > 0")
                .put("json_attributes_topic", topics.state())
                .put("json_attributes_template", "{{ {'troubles': value_json.troubles} | to_json }}");
        truth(all, "clock", "Clock", "problem", "not value_json.clock.synced").put("entity_category", "diagnostic");
        ArrayNode states = component(all, "state", "sensor", "State", topics.state(), "{{ value_json.door }}")
                .put("device_class", "enum")
                .putArray("options");
        for (DoorState state : DoorState.values()) {
            states.add(state.name().toLowerCase(Locale.ROOT));
        }
        measure(all, "latency", "Unlock latency, 95th percentile", "p95_ms").put("unit_of_measurement", "ms");
        measure(all, "undelivered", "Events not delivered", "events_pending");
        measure(all, "temperature", "Temperature", "temperature_celsius | default(none)")
                .put("unit_of_measurement", "°C")
                .put("device_class", "temperature");
        access(all);
    }

    private void access(ObjectNode all) {
        String template = "{% if " + TYPE.formatted(EventType.ACCESS_GRANTED.type()) + " %}" + DECISION.formatted("granted")
                + "{% elif " + TYPE.formatted(EventType.ACCESS_DENIED.type()) + " %}" + DECISION.formatted("denied") + "{% endif %}";
        ArrayNode types = component(all, "access", "event", "Access", topics.event(), template).putArray("event_types");
        List.of("granted", "denied").forEach(types::add);
    }

    private ObjectNode truth(ObjectNode all, String id, String name, String deviceClass, String condition) {
        return component(all, id, "binary_sensor", name, topics.state(), "{{ 'ON' if " + condition + " else 'OFF' }}")
                .put("device_class", deviceClass);
    }

    private ObjectNode measure(ObjectNode all, String id, String name, String key) {
        return component(all, id, "sensor", name, topics.metrics(), "{{ value_json." + key + " }}")
                .put("state_class", "measurement")
                .put("entity_category", "diagnostic");
    }

    private ObjectNode component(ObjectNode all, String id, String platform, String name, String topic, String template) {
        return all.putObject(id)
                .put("platform", platform)
                .put("unique_id", topics.unique() + "_" + id)
                .put("name", name)
                .put("state_topic", topic)
                .put("value_template", template);
    }
}
