package io.lintel.core.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.time.Duration;
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
    private static final String TYPE = "lintel-command+jwt";
    private static final Set<String> ALWAYS = Set.of("aud", "sid", "jti", "iat", "exp", "command");

    private final StrictJson json = new StrictJson();

    /** A codec. */
    public CommandCodec() {}

    /** A signed command, ready to be sent as {@link CommandMessage#CONTENT_TYPE}. */
    public byte[] sign(Claims claims, CommandKey signer, PrivateKey key) {
        return Jws.sign(json.header(signer, TYPE), json.bytes(write(claims)), key);
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
    Optional<StrictJson.Header> header(byte[] bytes) {
        return json.header(bytes, TYPE);
    }

    /** Reads claims; empty unless every one is there and understood. */
    Optional<Claims> claims(byte[] bytes) {
        return json.read(bytes).flatMap(node -> {
            Set<String> wanted = new HashSet<>(ALWAYS);
            Optional<Command> command = command(node, wanted);
            boolean complete = StrictJson.names(node).equals(wanted)
                    && node.path("aud").isTextual()
                    && node.path("sid").isTextual()
                    && node.path("jti").isTextual()
                    && StrictJson.seconds(node.path("iat"))
                    && StrictJson.seconds(node.path("exp"));
            if (command.isEmpty() || !complete) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Claims(
                        node.path("aud").textValue(),
                        node.path("sid").textValue(),
                        node.path("jti").textValue(),
                        StrictJson.instant(node.path("iat")),
                        StrictJson.instant(node.path("exp")),
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
}
