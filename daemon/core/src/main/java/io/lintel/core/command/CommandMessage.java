package io.lintel.core.command;

import java.util.Optional;

/**
 * A message that claims to be a command, as it arrived. Hostile until verified.
 *
 * @param payload the bytes; kept as they are
 * @param retained whether the sender or the broker has it retained
 * @param contentType MQTT 5 content type; a sender without MQTT 5 has none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once and never compared.
public record CommandMessage(byte[] payload, boolean retained, Optional<String> contentType) {
    /** The longest message that is looked at. */
    public static final int BYTES_MAX = 8_192;
    /** RFC 7519: a JWT. */
    public static final String CONTENT_TYPE = "application/jwt";
}
