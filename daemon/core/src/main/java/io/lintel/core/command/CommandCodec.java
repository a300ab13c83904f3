package io.lintel.core.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A command's header and claims as JSON. Read strictly: valid UTF-8, no key twice, none missing, none unknown — a claim that a door
 * does not understand may limit the command. Stateless; any thread.
 *
 * <pre>
 * {"alg":"EdDSA","kid":"…","typ":"lintel-command+jwt"}
 * {"aud":"/sites/hq/doors/front","sid":"…","jti":"…","iat":1782894600,"exp":1782894630,"command":"unlock","hold_ms":5000}
 * </pre>
 */
public final class CommandCodec {
    static final String ALGORITHM = "EdDSA";
    private static final String TYPE = "lintel-command+jwt";
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final Set<String> ALWAYS = Set.of("aud", "sid", "jti", "iat", "exp", "command");

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A codec. */
    public CommandCodec() {}

    /** What the header says. */
    record Header(String algorithm, String key) {}

    /** A signed command, ready to be sent as {@link CommandMessage#CONTENT_TYPE}. */
    public byte[] sign(Claims claims, CommandKey signer, PrivateKey key) {
        ObjectNode header = mapper.createObjectNode().put("alg", ALGORITHM).put("kid", signer.id()).put("typ", TYPE);
        return Jws.sign(bytes(header), bytes(write(claims)), key);
    }

    private static ObjectNode write(Claims claims) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("aud", claims.audience())
                .put("sid", claims.session())
                .put("jti", claims.id())
                .put("iat", claims.issued().getEpochSecond())
                .put("exp", claims.expires().getEpochSecond())
                .put("command", claims.command().kind().wire());
        return switch (claims.command()) {
            case Command.Unlock(Duration hold) -> node.put("hold_ms", hold.toMillis());
            case Command.Lock() -> node;
            case Command.Lockdown(boolean active) -> node.put("active", active);
            case Command.Confirm(boolean duress) -> node.put("duress", duress);
        };
    }

    /** Reads a header; empty unless it is a command's, whatever its algorithm. */
    Optional<Header> header(byte[] json) {
        return read(json)
                .filter(node -> names(node).equals(HEADER) && node.path("typ").asText().equals(TYPE))
                .filter(node -> node.path("alg").isTextual() && node.path("kid").isTextual())
                .map(node -> new Header(node.path("alg").textValue(), node.path("kid").textValue()));
    }

    /** Reads claims; empty unless every one is there and understood. */
    Optional<Claims> claims(byte[] json) {
        return read(json).flatMap(node -> {
            Set<String> wanted = new HashSet<>(ALWAYS);
            Optional<Command> command = command(node, wanted);
            boolean complete = names(node).equals(wanted)
                    && node.path("aud").isTextual()
                    && node.path("sid").isTextual()
                    && node.path("jti").isTextual()
                    && seconds(node.path("iat"))
                    && seconds(node.path("exp"));
            if (command.isEmpty() || !complete) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Claims(
                        node.path("aud").textValue(),
                        node.path("sid").textValue(),
                        node.path("jti").textValue(),
                        Instant.ofEpochSecond(node.path("iat").longValue()),
                        Instant.ofEpochSecond(node.path("exp").longValue()),
                        command.get()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Command> command(JsonNode node, Set<String> wanted) {
        return switch (node.path("command").asText()) {
            case "unlock" -> {
                wanted.add("hold_ms");
                JsonNode hold = node.path("hold_ms");
                boolean fits = hold.isIntegralNumber() && hold.canConvertToLong()
                        && hold.longValue() >= 1 && hold.longValue() <= Command.HOLD_MAX.toMillis();
                yield fits ? Optional.of(new Command.Unlock(Duration.ofMillis(hold.longValue()))) : Optional.empty();
            }
            case "lock" -> Optional.of(new Command.Lock());
            case "lockdown" -> {
                wanted.add("active");
                JsonNode active = node.path("active");
                yield active.isBoolean() ? Optional.of(new Command.Lockdown(active.booleanValue())) : Optional.empty();
            }
            case "confirm" -> {
                wanted.add("duress");
                JsonNode duress = node.path("duress");
                yield duress.isBoolean() ? Optional.of(new Command.Confirm(duress.booleanValue())) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Seconds since 1970 up to the year 9999, within which every sum of this package stays. */
    private static boolean seconds(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= 253_402_300_799L;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<JsonNode> read(byte[] json) {
        try {
            // Left to itself the parser guesses among UTF-8, UTF-16 and UTF-32.
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            return Optional.ofNullable(mapper.readTree(text)).filter(JsonNode::isObject);
        } catch (CharacterCodingException | JsonProcessingException e) {
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
}
