package io.lintel.daemon.uplink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The JSON on this door's topics, events excepted. What arrives is hostile until proven otherwise. */
final class Payloads {
    static final String JSON = "application/json";
    static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final int ARRIVED_BYTES_MAX = 4_096;

    private final ObjectMapper mapper = new ObjectMapper();

    /** From the hub: everything up to {@code seq}, whose event has this id, is stored. */
    record Ack(long seq, UUID id) {}

    /** From the hub: send these again, both ends included. */
    record Replay(long from, long to) {}

    /** What the status topic says, and which connection says it. */
    record Presence(boolean online, String session) {}

    byte[] presence(boolean online, String session, Instant since, String reason) {
        ObjectNode node = mapper.createObjectNode()
                .put("state", online ? "online" : "offline")
                .put("session", session)
                .put("since", since.toString());
        if (!reason.isEmpty()) {
            node.put("reason", reason);
        }
        return bytes(node);
    }

    byte[] state(StateReport report, Instant now) {
        ObjectNode node = mapper.createObjectNode()
                .put("time", now.toString())
                .put("door", report.door().name().toLowerCase(Locale.ROOT))
                .put("released", report.released());
        report.open().ifPresent(open -> node.put("open", open));
        strings(node.putArray("alarms"), report.alarms());
        strings(node.putArray("troubles"), report.troubles());
        node.put("version", report.version()).put("bundle", report.bundle());
        node.putObject("gallery").put("revision", report.galleryRevision())
                .put("digest", report.galleryDigest())
                .put("people", report.people());
        ObjectNode clock = node.putObject("clock")
                .put("source", report.clock().source())
                .put("synced", report.clock().synchronised());
        report.clock().maxErrorMillis().ifPresent(millis -> clock.put("err_ms", millis));
        return bytes(node);
    }

    byte[] gauges(GaugeReport report, Instant now) {
        ObjectNode node = mapper.createObjectNode()
                .put("time", now.toString())
                .put("frames", report.frames())
                .put("frames_dropped", report.framesDropped())
                .put("faces", report.faces())
                .put("passers_by", report.passersBy())
                .put("grants", report.grants())
                .put("p50_ms", report.p50Millis())
                .put("p95_ms", report.p95Millis())
                .put("events_waiting", report.eventsWaiting())
                .put("events_pending", report.eventsPending())
                .put("people", report.people())
                .put("errors", report.errors())
                .put("memory_bytes", report.memoryBytes());
        report.temperatureCelsius().ifPresent(celsius -> node.put("temperature_celsius", celsius));
        return bytes(node);
    }

    Optional<Ack> ack(byte[] payload) {
        return parse(payload).flatMap(node -> {
            JsonNode seq = node.path("seq");
            JsonNode id = node.path("id");
            if (!seq.canConvertToLong() || !seq.isIntegralNumber() || seq.asLong() < 1 || !id.isTextual()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Ack(seq.asLong(), UUID.fromString(id.asText())));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    Optional<Replay> replay(byte[] payload) {
        return parse(payload).flatMap(node -> {
            JsonNode from = node.path("from");
            JsonNode to = node.path("to");
            boolean numbers = from.isIntegralNumber() && to.isIntegralNumber() && from.canConvertToLong() && to.canConvertToLong();
            return numbers && from.asLong() >= 1 && to.asLong() >= from.asLong()
                    ? Optional.of(new Replay(from.asLong(), to.asLong()))
                    : Optional.empty();
        });
    }

    Optional<Presence> presence(byte[] payload) {
        return parse(payload).map(node ->
                new Presence(node.path("state").asText().equals("online"), node.path("session").asText()));
    }

    private Optional<JsonNode> parse(byte[] payload) {
        if (payload.length == 0 || payload.length > ARRIVED_BYTES_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.readTree(payload)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] bytes(ObjectNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts and numbers can always be written", e);
        }
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
