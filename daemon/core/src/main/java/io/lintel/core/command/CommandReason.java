package io.lintel.core.command;

import java.util.Locale;

/** Why a command was not obeyed: the closed vocabulary of replies and of {@code command.refused} events. */
public enum CommandReason {
    /** The message was retained. */
    RETAINED("it was published as a retained message; publish commands without retain"),
    /** The message says it is something else. */
    CONTENT_TYPE("its content type is not " + CommandMessage.CONTENT_TYPE),
    /** The message is longer than {@link CommandMessage#BYTES_MAX}. */
    TOO_LARGE("it is longer than " + CommandMessage.BYTES_MAX + " bytes"),
    /** No command in the one form that is understood. */
    MALFORMED("it is no JWS in compact form with the header and claims of a command"),
    /** Signed by a method other than EdDSA, or not at all. */
    ALGORITHM("its alg is not EdDSA"),
    /** Signed with a key that this door does not know, or no longer. */
    UNKNOWN_KEY("this door does not know the key; see mqtt.command-keys"),
    /** The signature does not fit. */
    SIGNATURE("the signature does not fit"),
    /** Meant for another door. */
    AUDIENCE("it is meant for another door"),
    /** The id was used before, for something else. */
    REUSED("its id was used before for another command"),
    /** The door does not know what time it is. */
    CLOCK("the door's clock is not synchronised, so that it cannot tell an old command from a new one"),
    /** Valid for longer than this door allows, or for no time. */
    LIFETIME("it is valid for longer than mqtt.command-expiry allows, or for no time at all"),
    /** Issued in the future. */
    NOT_YET("it was issued in the future; compare the clocks of sender and door"),
    /** Too late. */
    EXPIRED("it has expired; compare the clocks of sender and door"),
    /** For an earlier connection of the door. */
    SESSION("it is for an earlier session of the door; read its status again"),
    /** This door does not take this kind of command from afar. */
    NOT_ALLOWED("this door does not take it from afar; see mqtt.command-allow"),
    /** Too many commands at once. */
    BUSY("too many commands at once; try again in a moment"),
    /** The door obeyed nothing: it is locked down. */
    LOCKDOWN("the door is in lockdown; end that first"),
    /** The door took the command and stayed locked. */
    LOCKED("the door stayed locked"),
    /** The door agent did not answer in time. */
    NO_ANSWER("the door does not answer; see its log"),
    /** The door decided, and its relay is out of reach. */
    RELAY("the relay cannot be reached; see the door's health");

    private final String words;

    CommandReason(String words) {
        this.words = words;
    }

    /** The word on the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words, with what to do: completes "the command was refused: …". */
    public String words() {
        return words;
    }
}
