package io.lintel.core.command;

import java.util.Locale;
import java.util.Optional;

/**
 * What a door answers.
 *
 * @param id the command's; empty if it could not be read or believed
 * @param result what came of it
 * @param reason why not, unless it was done
 * @param door how the door stood after it, if it was asked
 */
public record CommandReply(
        Optional<String> id, Result result, Optional<CommandReason> reason, Optional<DoorSummary> door) {
    /** What can come of a command. */
    public enum Result {
        /** Obeyed. */
        DONE,
        /** Not obeyed, for the reason given. */
        REFUSED,
        /** Meant to be obeyed, and something is broken. */
        FAILED;

        /** The word on the wire: lower case. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refused before the door was asked. */
    public static CommandReply refused(Optional<String> id, CommandReason reason) {
        return new CommandReply(id, Result.REFUSED, Optional.of(reason), Optional.empty());
    }

    /** The door did not answer. */
    public static CommandReply silent(String id) {
        return new CommandReply(Optional.of(id), Result.FAILED, Optional.of(CommandReason.NO_ANSWER), Optional.empty());
    }
}
