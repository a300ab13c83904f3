package io.lintel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lintel.core.event.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A decision about a face or a wish, for people's eyes: why it fell as it did, and which rule of the configuration decided. */
final class DecisionWords {
    private DecisionWords() {}

    /** What this event says in words; empty if it is no decision. */
    static Optional<String> of(JsonNode event) {
        JsonNode data = event.path("data");
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.wire().equals(data.path("reason").asText()))
                .findFirst()
                .map(reason -> who(data) + (reason == Reason.MATCH ? " granted: " : " denied: ") + why(reason, data));
    }

    private static String who(JsonNode data) {
        String by = data.path("detail").path("by").asText();
        if (data.hasNonNull("person")) {
            return data.path("person").asText();
        }
        return by.isEmpty() ? "somebody" : "a wish of " + by;
    }

    private static String why(Reason reason, JsonNode data) {
        JsonNode detail = data.path("detail");
        return switch (reason) {
            case MATCH -> "recognised; " + evidence(data);
            case UNKNOWN -> "nobody enrolled looks like this; " + evidence(data);
            case AMBIGUOUS -> "looks about equally like two people; " + evidence(data) + "; enrol further photographs of both";
            case LIVENESS -> liveness(data, detail);
            case QUALITY -> "no picture was good enough"
                    + (detail.has("flaw") ? ": " + detail.path("flaw").asText().replace('_', ' ') : "") + "; see lintel camera snapshot";
            case NOT_ENROLLED -> "nobody enrolled to compare with; see lintel person list";
            case EXPIRED -> expired(detail);
            case SCHEDULE -> schedule(detail);
            case ANTIPASSBACK -> "anti-passback (door.anti-passback): went through the same way at "
                    + detail.path("passed_at").asText("an earlier time") + " and has not been seen to come back; forgive it with: lintel door forgive";
            case INTERLOCK -> "the interlock's other door is not secure, or does not say ([gpio.interlock])";
            case LOCKDOWN -> "the door is locked down; end it with: lintel door lockdown off";
            case CONSENT_MISSING -> "no consent is on record";
            case SECOND_FACTOR -> detail.has("overtaken")
                    ? "another person stepped up before the second factor came (door.second-factor)"
                    : "the second factor did not come in time (door.second-factor, door.second-factor-time)";
            case DEGRADED -> degraded(detail);
        };
    }

    private static String evidence(JsonNode data) {
        return data.has("evidence")
                ? String.format(Locale.ROOT, "evidence %.1f, needed %.1f", data.path("evidence").asDouble(), data.path("required").asDouble())
                : "no evidence on record";
    }

    private static String liveness(JsonNode data, JsonNode detail) {
        return switch (detail.path("lockout").asText()) {
            case "begins" -> "a picture instead of a face, once too often: this face opens nothing for a while (door.attack-limit, door.attack-lockout)";
            case "holds" -> "locked out after pictures were shown instead of the face (door.attack-limit, door.attack-lockout)";
            default -> "the face did not look alive"
                    + (data.has("liveness") ? String.format(Locale.ROOT, " (%.2f)", data.path("liveness").asDouble()) : "");
        };
    }

    private static String expired(JsonNode detail) {
        if (detail.has("valid_from")) {
            return "the person is valid from " + detail.path("valid_from").asText() + " on; see lintel person show";
        }
        if (detail.has("valid_to")) {
            return "the person was valid to " + detail.path("valid_to").asText() + "; see lintel person show";
        }
        return "the person is valid on some days only, and the clock cannot be believed (door.untrusted-clock)";
    }

    private static String schedule(JsonNode detail) {
        if (detail.path("group").asText().equals("none")) {
            return "none of the person's groups has a rule [access.GROUP]; see lintel person show";
        }
        if (detail.path("clock").asText().equals("untrusted")) {
            return "the group may pass at certain hours only, and the clock cannot be believed (door.untrusted-clock)";
        }
        String rule = "outside of the schedule " + detail.path("schedule").asText("of the group") + " of group " + detail.path("group").asText("-");
        return rule + (detail.has("next") ? "; it begins again at " + detail.path("next").asText() : "; it never begins again");
    }

    private static String degraded(JsonNode detail) {
        return detail.has("memory")
                ? "the door had just started and did not know yet whether it was locked down before; see lintel door status if that lasts"
                : "events could not be recorded, so nobody was granted; see the journal's health: lintel door status";
    }
}
