package io.lintel.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.lintel.core.access.PersonFacts;
import io.lintel.core.gallery.PersonId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The arguments of one request, read with suspicion: whatever is missing, of the wrong kind or out of range is named. */
final class RequestArguments {
    private static final double SECONDS_MAX = 86_400;
    private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,63}");

    private final String op;
    private final JsonNode args;

    RequestArguments(String op, JsonNode args) {
        this.op = op;
        this.args = args;
    }

    PersonId id() {
        try {
            return new PersonId(text(args, "id"));
        } catch (IllegalArgumentException e) {
            throw new ControlException(new ControlError("id is no person id", op, String.valueOf(e.getMessage())), e);
        }
    }

    String name() {
        String name = text(args, "name").strip();
        if (name.isEmpty() || name.length() > ControlLimits.NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw wrong("name", "1.." + ControlLimits.NAME_MAX + " characters, no control characters");
        }
        return name;
    }

    List<Photo> photos() {
        JsonNode list = args.path("photos");
        if (list.isMissingNode()) {
            throw missing("photos");
        }
        if (!list.isArray() || list.isEmpty() || list.size() > ControlLimits.PHOTOS_MAX) {
            throw wrong("photos", "a list of 1.." + ControlLimits.PHOTOS_MAX + " photographs");
        }
        List<Photo> photos = new ArrayList<>(list.size());
        for (JsonNode each : list) {
            photos.add(photo(each));
        }
        return photos;
    }

    Duplicates duplicates() {
        return args.has("allow_duplicate") && flag("allow_duplicate") ? Duplicates.ALLOW : Duplicates.REFUSE;
    }

    int limit() {
        long limit = args.has("limit") ? whole("limit") : 20;
        if (limit < 1 || limit > ControlLimits.EVENTS_MAX) {
            throw wrong("limit", "1.." + ControlLimits.EVENTS_MAX);
        }
        return (int) limit;
    }

    OptionalLong from() {
        if (!args.has("from")) {
            return OptionalLong.empty();
        }
        long from = whole("from");
        if (from < 0) {
            throw wrong("from", "a sequence number, 0 or more");
        }
        return OptionalLong.of(from);
    }

    Duration hold() {
        JsonNode seconds = args.path("seconds");
        if (seconds.isMissingNode()) {
            throw missing("seconds");
        }
        if (!seconds.isNumber()) {
            throw wrong("seconds", "a number");
        }
        double value = seconds.doubleValue();
        if (!(value > 0 && value <= SECONDS_MAX)) {
            throw wrong("seconds", "more than 0, at most " + (long) SECONDS_MAX);
        }
        return Duration.ofMillis(Math.max(1, Math.round(value * 1_000)));
    }

    boolean active() {
        return flag("active");
    }

    boolean duress() {
        return flag("duress");
    }

    Optional<PersonId> anybody() {
        return args.has("id") ? Optional.of(id()) : Optional.empty();
    }

    PersonFacts facts() {
        JsonNode list = args.path("groups");
        if (!list.isArray()) {
            throw wrong("groups", "a list of group names");
        }
        Set<String> groups = new TreeSet<>();
        for (JsonNode each : list) {
            if (!each.isTextual() || !GROUP.matcher(each.textValue()).matches()) {
                throw wrong("groups", "names of 1..63 of a-z, 0-9 and '-'");
            }
            groups.add(each.textValue());
        }
        try {
            return new PersonFacts(id(), groups, date("valid_from"), date("valid_to"), flag("extended_time"));
        } catch (IllegalArgumentException e) {
            throw new ControlException(new ControlError(String.valueOf(e.getMessage()), op, ""), e);
        }
    }

    private Optional<LocalDate> date(String key) {
        if (!args.has(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text(args, key)));
        } catch (DateTimeException e) {
            throw wrong(key, "a date like 2026-07-06");
        }
    }

    private Photo photo(JsonNode node) {
        String name = text(node, "name");
        try {
            return new Photo(name, Base64.getDecoder().decode(text(node, "base64")));
        } catch (IllegalArgumentException e) {
            throw new ControlException(
                    new ControlError("photos are not base64", op, "send each photograph's bytes in base64 (RFC 4648 §4)"), e);
        }
    }

    private String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            throw missing(key);
        }
        if (!value.isTextual()) {
            throw wrong(key, "a string");
        }
        return value.textValue();
    }

    private boolean flag(String key) {
        JsonNode value = args.path(key);
        if (value.isMissingNode()) {
            throw missing(key);
        }
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    private long whole(String key) {
        JsonNode value = args.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, "a whole number");
        }
        return value.longValue();
    }

    private ControlException missing(String key) {
        return new ControlException(key + " is missing", op, "send it in \"args\"");
    }

    private ControlException wrong(String key, String wanted) {
        return new ControlException(key + " must be " + wanted, op, "");
    }
}
