package io.lintel.core.command;

import java.util.Optional;

/** What the verifier says of a message. */
public sealed interface Verdict {
    /**
     * To be obeyed, now and never again.
     *
     * @param claims what it says
     * @param key id of the key that signed it
     */
    record Accepted(Claims claims, String key) implements Verdict {}

    /**
     * The very message that was accepted before: answered as then, and not obeyed again.
     *
     * @param claims what it says
     * @param reply as answered then; empty while that is still to come
     */
    record Repeated(Claims claims, Optional<CommandReply> reply) implements Verdict {}

    /**
     * Not to be obeyed.
     *
     * @param reason why
     * @param id the command's, if its signature is good
     * @param key id of the key that signed it, if its signature is good
     */
    record Refused(CommandReason reason, Optional<String> id, Optional<String> key) implements Verdict {}
}
