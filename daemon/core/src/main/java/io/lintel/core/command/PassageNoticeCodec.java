package io.lintel.core.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lintel.core.event.Direction.Way;
import io.lintel.core.gallery.PersonId;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Word of a passage as a signed token, as strictly as a command. Stateless; any thread.
 *
 * <pre>
 * {"alg":"EdDSA","kid":"…","typ":"lintel-passage+jwt"}
 * {"aud":"/sites/hq/areas/main","sub":"ana","way":"in","at":1782894600123,"iat":1782894601,"exp":1782981000}
 * </pre>
 */
public final class PassageNoticeCodec {
    private static final String TYPE = "lintel-passage+jwt";
    private static final Set<String> CLAIMS = Set.of("aud", "sub", "way", "at", "iat", "exp");
    private static final long MILLIS_MAX = 253_402_300_799_000L;

    private final StrictJson json = new StrictJson();

    /** A codec. */
    public PassageNoticeCodec() {}

    /** A signed notice, ready to be sent as {@link CommandMessage#CONTENT_TYPE}. */
    public byte[] sign(PassageNotice notice, CommandKey signer, PrivateKey key) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode()
                .put("aud", notice.audience())
                .put("sub", notice.person().value())
                .put("way", notice.way() == Way.IN ? "in" : "out")
                .put("at", notice.at().toEpochMilli())
                .put("iat", notice.issued().getEpochSecond())
                .put("exp", notice.expires().getEpochSecond());
        return Jws.sign(json.header(signer, TYPE), json.bytes(claims), key);
    }

    Optional<StrictJson.Header> header(byte[] bytes) {
        return json.header(bytes, TYPE);
    }

    /** Reads claims; empty unless every one is there and understood. */
    Optional<PassageNotice> claims(byte[] bytes) {
        return json.read(bytes)
                .filter(node -> StrictJson.names(node).equals(CLAIMS)
                        && node.path("aud").isTextual()
                        && node.path("sub").isTextual()
                        && Set.of("in", "out").contains(node.path("way").asText())
                        && millis(node.path("at"))
                        && StrictJson.seconds(node.path("iat"))
                        && StrictJson.seconds(node.path("exp")))
                .flatMap(PassageNoticeCodec::notice);
    }

    private static Optional<PassageNotice> notice(JsonNode node) {
        try {
            return Optional.of(new PassageNotice(
                    node.path("aud").textValue(),
                    new PersonId(node.path("sub").textValue()),
                    node.path("way").asText().equals("in") ? Way.IN : Way.OUT,
                    Instant.ofEpochMilli(node.path("at").longValue()),
                    StrictJson.instant(node.path("iat")),
                    StrictJson.instant(node.path("exp"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean millis(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= MILLIS_MAX;
    }
}
