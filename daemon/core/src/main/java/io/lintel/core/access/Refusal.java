package io.lintel.core.access;

import io.lintel.core.event.Reason;
import java.util.Map;

/**
 * Why somebody may not pass.
 *
 * @param reason for the event
 * @param detail further facts for the event, lower_snake keys
 */
public record Refusal(Reason reason, Map<String, String> detail) {
    /** Keeps its own copy. */
    public Refusal {
        detail = Map.copyOf(detail);
    }

    static Refusal of(Reason reason) {
        return new Refusal(reason, Map.of());
    }

    static Refusal of(Reason reason, String key, String value) {
        return new Refusal(reason, Map.of(key, value));
    }
}
