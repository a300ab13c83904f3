package io.lintel.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads one JSON object strictly: what is missing or of another kind is refused with its place. */
final class JsonReading {
    private final JsonNode object;
    private final String where;

    JsonReading(JsonNode object, String where) {
        if (!object.isObject()) {
            throw new EventFormatException(where + ": expected an object");
        }
        this.object = object;
        this.where = where;
    }

    boolean has(String key) {
        return object.has(key);
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> refused(key, "a string"));
    }

    Optional<String> optionalText(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw refused(key, "a string");
        }
        return Optional.of(value.textValue());
    }

    boolean flag(String key) {
        JsonNode value = object.path(key);
        if (!value.isBoolean()) {
            throw refused(key, "true or false");
        }
        return value.booleanValue();
    }

    long whole(String key) {
        OptionalLong value = optionalWhole(key);
        if (value.isEmpty()) {
            throw refused(key, "a whole number");
        }
        return value.getAsLong();
    }

    OptionalLong optionalWhole(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw refused(key, "a whole number");
        }
        return OptionalLong.of(value.longValue());
    }

    double number(String key) {
        JsonNode value = object.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw refused(key, "a number");
        }
        return value.doubleValue();
    }

    JsonReading object(String key) {
        return new JsonReading(object.path(key), where + "." + key);
    }

    /** The whole object as strings by key. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        object.fieldNames().forEachRemaining(key -> texts.put(key, text(key)));
        return texts;
    }

    private EventFormatException refused(String key, String expected) {
        return new EventFormatException(where + "." + key + ": expected " + expected);
    }
}
