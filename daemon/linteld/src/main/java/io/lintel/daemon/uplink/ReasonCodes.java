package io.lintel.daemon.uplink;

import java.util.Locale;
import java.util.Set;

/** MQTT 5 reason codes (OASIS MQTT 5.0, §2.4) and what they mean for a door. */
final class ReasonCodes {
    static final int NO_MATCHING_SUBSCRIBERS = 0x10;
    static final int NOT_AUTHORIZED = 0x87;

    private static final int WORDS_MAX = 200;

    /** Codes that are about the one message: it will fare no better the next time. */
    private static final Set<Integer> ABOUT_MESSAGE = Set.of(0x80, 0x81, 0x82, 0x83, 0x90, 0x95, 0x99, 0x9B);

    private ReasonCodes() {}

    static boolean refused(int code) {
        return code >= 0x80;
    }

    static boolean aboutMessage(int code) {
        return ABOUT_MESSAGE.contains(code);
    }

    /** What a broker says in its own words, on one line of bearable length. */
    static String printable(String words) {
        String line = words.replaceAll("\\p{C}", " ").strip();
        return line.length() > WORDS_MAX ? line.substring(0, WORDS_MAX) + "…" : line;
    }

    /** In words, with what to do where that is known. */
    static String words(int code) {
        return switch (code) {
            case NO_MATCHING_SUBSCRIBERS -> "nobody subscribes to it";
            case 0x80 -> "unspecified error";
            case 0x81 -> "malformed packet";
            case 0x82 -> "protocol error";
            case 0x83 -> "implementation specific error";
            case 0x84 -> "the broker does not speak MQTT 5; use one that does";
            case 0x85 -> "client id not accepted; change mqtt.client-id";
            case 0x86 -> "bad user name or password; check mqtt.username and mqtt.password-file";
            case NOT_AUTHORIZED -> "not authorised; check mqtt.username, mqtt.password-file and the broker's ACL for this door";
            case 0x88 -> "server unavailable";
            case 0x89 -> "server busy";
            case 0x8A -> "banned by the broker";
            case 0x8E -> "another client has taken over the client id; every door needs its own mqtt.client-id";
            case 0x90 -> "topic name invalid";
            case 0x93 -> "receive maximum exceeded";
            case 0x95 -> "packet too large; raise the broker's limit";
            case 0x97 -> "quota exceeded at the broker";
            case 0x99 -> "payload format invalid";
            case 0x9A -> "the broker does not allow retained messages";
            case 0x9B -> "the broker does not support QoS 1";
            case 0x9C, 0x9D -> "the broker names another server; change mqtt.url";
            case 0x9F -> "too many connections at the broker";
            default -> "reason 0x" + Integer.toHexString(code).toUpperCase(Locale.ROOT);
        };
    }
}
