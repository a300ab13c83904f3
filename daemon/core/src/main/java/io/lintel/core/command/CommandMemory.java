package io.lintel.core.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commands that were accepted and have not expired, so that none is obeyed twice. What has expired is forgotten, and from then on
 * nothing that expires no later counts as new: a clock that is put back revives no command. Only signed commands get in here.
 */
final class CommandMemory {
    /** Commands remembered at once. */
    static final int COMMANDS_MAX = 256;

    private final Map<String, Entry> entries = new HashMap<>();
    private Instant forgotten = Instant.MIN;

    private static final class Entry {
        private final String digest;
        private final Instant expires;
        private Optional<CommandReply> reply = Optional.empty();

        Entry(String digest, Instant expires) {
            this.digest = digest;
            this.expires = expires;
        }
    }

    /** Forgets what has expired. */
    void forget(Instant now) {
        entries.values().removeIf(entry -> {
            boolean over = !now.isBefore(entry.expires);
            if (over && entry.expires.isAfter(forgotten)) {
                forgotten = entry.expires;
            }
            return over;
        });
    }

    /** Whether a command that expires then may have been forgotten. */
    boolean mayHaveForgotten(Instant expires) {
        return !expires.isAfter(forgotten);
    }

    boolean isFull() {
        return entries.size() >= COMMANDS_MAX;
    }

    /** The digest of the command with this name, if there was one. */
    Optional<String> digest(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.digest);
    }

    void remember(String name, String digest, Instant expires) {
        entries.put(name, new Entry(digest, expires));
    }

    /** What was answered. */
    Optional<CommandReply> reply(String name) {
        return Optional.ofNullable(entries.get(name)).flatMap(entry -> entry.reply);
    }

    void answered(String name, CommandReply reply) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.reply = Optional.of(reply);
        }
    }
}
