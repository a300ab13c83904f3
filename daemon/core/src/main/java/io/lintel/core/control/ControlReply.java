package io.lintel.core.control;

import com.fasterxml.jackson.databind.JsonNode;

/** One line from the daemon. */
public sealed interface ControlReply {
    /** {@code {"ok":true,"result":{…}}}. */
    record Done(JsonNode result) implements ControlReply {}

    /** {@code {"ok":false,"error":{"what":…,"where":…,"todo":…}}}. */
    record Failed(ControlError error) implements ControlReply {}

    /** {@code {"event":{…}}}: one CloudEvents envelope of a followed stream. */
    record Event(String json) implements ControlReply {}
}
