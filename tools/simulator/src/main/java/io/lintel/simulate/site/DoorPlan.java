package io.lintel.simulate.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How this world's door is configured.
 *
 * @param unlock how long a grant or request to exit unlocks
 * @param relockOnOpen whether it locks again as soon as it opens
 * @param contactFitted whether there is a door contact
 * @param failSafe whether the lock needs current to stay locked
 * @param activeLow whether the relay board closes on a low level
 * @param maxOperatorUnlock the longest an operator may unlock for
 * @param applicationAck whether delivered is what the hub stored
 * @param window events in flight at most
 * @param rules what it asks beside a face
 */
public record DoorPlan(
        Duration unlock,
        boolean relockOnOpen,
        boolean contactFitted,
        boolean failSafe,
        boolean activeLow,
        Duration maxOperatorUnlock,
        boolean applicationAck,
        int window,
        Rules rules) {
    /** How long inputs must be quiet before a change counts. */
    public static final Duration DEBOUNCE = Duration.ofMillis(10);
    /** The names of its outputs. */
    public static final String RELAY = "RELAY";

    static final String UNSECURED = "UNSECURED";

    /** A door as the dice have it. */
    public static DoorPlan of(Dice dice, Rules rules) {
        return new DoorPlan(
                Duration.ofMillis(dice.between(15, 60) * 100L),
                dice.chance(0.7),
                dice.chance(0.85),
                dice.chance(0.4),
                dice.chance(0.3),
                Duration.ofSeconds(dice.between(20, 120)),
                dice.chance(0.7),
                dice.pick(List.of(1, 4, 20, 100)),
                rules);
    }

    /** The same in the operator's words. */
    public String toml(Path state) {
        StringBuilder text = new StringBuilder("""
                site.id = "sim"
                camera.source = "sim:lobby"
                accelerator.provider = "sim"
                board.provider = "sim"
                log.level = "error"
                recognition.motion-gate = false
                """);
        text.append(rules.head());
        text.append("state.directory = \"").append(state).append("\"\n");
        text.append("control.socket = \"").append(state.resolveSibling("s")).append("\"\n");
        text.append("[door]\nid = \"front\"\n");
        duration(text, "unlock-time", unlock);
        duration(text, "max-operator-unlock", maxOperatorUnlock);
        text.append("relock-on-open = ").append(relockOnOpen).append('\n');
        text.append(rules.door());
        text.append("[mqtt]\nenabled = true\nwindow = ").append(window).append('\n');
        text.append("ack = \"").append(applicationAck ? "application" : "puback").append("\"\n");
        text.append(rules.mqtt(state.resolveSibling(Rules.KEY_FILE)));
        text.append("[gpio]\nprovider = \"sim\"\n[gpio.relay]\nline = \"" + RELAY + "\"\n");
        text.append("fail-safe = ").append(failSafe).append("\nactive-low = ").append(activeLow).append('\n');
        for (Switch.Role role : Switch.Role.values()) {
            if (fitted(role)) {
                text.append("[gpio.").append(role.key()).append("]\nline = \"").append(role.name()).append("\"\n");
            }
        }
        return text.append(rules.tables()).toString();
    }

    /** Whether there is a wire for this. */
    public boolean fitted(Switch.Role role) {
        return role == Switch.Role.CONTACT ? contactFitted : rules.fitted(role);
    }

    private static void duration(StringBuilder text, String key, Duration value) {
        text.append(key).append(" = \"").append(value.toMillis()).append("ms\"\n");
    }
}
