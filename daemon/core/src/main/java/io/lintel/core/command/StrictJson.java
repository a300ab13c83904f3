package io.lintel.core.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** JSON objects that mean one thing only: valid UTF-8, no key twice, nothing after the end. Stateless; any thread. */
final class StrictJson {
    private static final String ALGORITHM = "EdDSA";
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final long YEAR_9999 = 253_402_300_799L;

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * What a JWS header says.
     *
     * @param algorithm must be EdDSA, which is for the reader to check
     * @param key id of the signer's key
     */
    record Header(String algorithm, String key) {
        boolean edDsa() {
            return algorithm.equals(ALGORITHM);
        }
    }

    /** Reads a header; empty unless it has exactly the three claims and is of this type. */
    Optional<Header> header(byte[] json, String type) {
        return read(json)
                .filter(node -> names(node).equals(HEADER) && node.path("typ").asText().equals(type))
                .filter(node -> node.path("alg").isTextual() && node.path("kid").isTextual())
                .map(node -> new Header(node.path("alg").textValue(), node.path("kid").textValue()));
    }

    /** Writes a header. */
    byte[] header(CommandKey signer, String type) {
        return bytes(mapper.createObjectNode().put("alg", ALGORITHM).put("kid", signer.id()).put("typ", type));
    }

    Optional<JsonNode> read(byte[] json) {
        try {
            // Left to itself the parser guesses among UTF-8, UTF-16 and UTF-32.
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            return Optional.ofNullable(mapper.readTree(text)).filter(JsonNode::isObject);
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    byte[] bytes(ObjectNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of texts and numbers can always be written", e);
        }
    }

    static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether these are seconds since 1970 up to the year 9999, within which every sum of this package stays. */
    static boolean seconds(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= YEAR_9999;
    }

    static Instant instant(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.longValue());
    }
}
