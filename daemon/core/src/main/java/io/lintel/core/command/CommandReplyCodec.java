package io.lintel.core.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lintel.core.command.CommandReply.Result;
import io.lintel.core.door.DoorState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replies as JSON. Not signed: whoever reads one trusts the broker as far as that goes. Stateless; any thread.
 *
 * <pre>
 * {"time":"…","session":"…","id":"…","result":"done","door":{"state":"unlocked","released":true,"relay":true,"recording":true,"relock_ms":5000}}
 * {"time":"…","session":"…","result":"refused","reason":"signature","detail":"the signature does not fit"}
 * </pre>
 */
public final class CommandReplyCodec {
    private final ObjectMapper mapper = new ObjectMapper();

    /** A codec. */
    public CommandReplyCodec() {}

    /** Writes. */
    public byte[] write(CommandReply reply, String session, Instant now) {
        ObjectNode node = mapper.createObjectNode().put("time", now.toString()).put("session", session);
        reply.id().ifPresent(id -> node.put("id", id));
        node.put("result", reply.result().wire());
        reply.reason().ifPresent(reason -> node.put("reason", reason.wire()).put("detail", reason.words()));
        reply.door().ifPresent(door -> node.putObject("door")
                .put("state", wire(door.state()))
                .put("released", door.released())
                .put("relay", door.relay())
                .put("recording", door.recording())
                .put("relock_ms", door.relockMillis()));
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts and numbers can always be written", e);
        }
    }

    /** Reads; empty for anything that is no reply. A reason that this version does not know is left out. */
    public Optional<CommandReply> read(byte[] payload) {
        try {
            JsonNode node = mapper.readTree(new String(payload, StandardCharsets.UTF_8));
            return Optional.ofNullable(node).flatMap(CommandReplyCodec::read);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<CommandReply> read(JsonNode node) {
        Optional<String> id = Optional.ofNullable(node.path("id").textValue());
        return word(Result.values(), Result::wire, node.path("result"))
                .map(result -> new CommandReply(
                        id, result, word(CommandReason.values(), CommandReason::wire, node.path("reason")), door(node.path("door"))));
    }

    private static Optional<DoorSummary> door(JsonNode node) {
        return word(DoorState.values(), CommandReplyCodec::wire, node.path("state")).map(state -> new DoorSummary(
                state,
                node.path("released").asBoolean(),
                node.path("relay").asBoolean(),
                node.path("recording").asBoolean(),
                node.path("relock_ms").asLong()));
    }

    private static <T> Optional<T> word(T[] vocabulary, Function<T, String> wire, JsonNode word) {
        return Arrays.stream(vocabulary).filter(one -> wire.apply(one).equals(word.asText())).findFirst();
    }

    private static String wire(DoorState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
