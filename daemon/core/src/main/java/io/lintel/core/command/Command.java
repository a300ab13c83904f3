package io.lintel.core.command;

import java.time.Duration;

/** What an operator can ask of a door from afar. */
public sealed interface Command {
    /** The longest that can be asked for: a day. The door's own settings limit it further. */
    Duration HOLD_MAX = Duration.ofDays(1);

    /** The kinds of commands, which a door allows one by one. */
    enum Kind {
        /** Unlock for a while. */
        UNLOCK("unlock"),
        /** Lock at once. */
        LOCK("lock"),
        /** Begin or end a lockdown. */
        LOCKDOWN("lockdown"),
        /** Give the second factor that the door waits for. */
        CONFIRM("confirm");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The word on the wire and in the configuration. */
        public String wire() {
            return wire;
        }
    }

    /** Which kind this is. */
    Kind kind();

    /**
     * Unlock.
     *
     * @param hold for how long, 1 ms..{@link #HOLD_MAX}, whole milliseconds
     */
    record Unlock(Duration hold) implements Command {
        /** Refuses a time that is out of range. */
        public Unlock {
            if (hold.toMillis() < 1 || hold.compareTo(HOLD_MAX) > 0) {
                throw new IllegalArgumentException("unlock for " + hold + ": must be 1 ms.." + HOLD_MAX.toHours() + " h");
            }
        }

        @Override
        public Kind kind() {
            return Kind.UNLOCK;
        }
    }

    /** Lock at once. */
    record Lock() implements Command {
        @Override
        public Kind kind() {
            return Kind.LOCK;
        }
    }

    /**
     * Begin or end a lockdown.
     *
     * @param active true: begin
     */
    record Lockdown(boolean active) implements Command {
        @Override
        public Kind kind() {
            return Kind.LOCKDOWN;
        }
    }

    /**
     * Give the second factor, where the door takes it by command.
     *
     * @param duress true: it is given under duress, which raises an alarm that nobody at the door notices
     */
    record Confirm(boolean duress) implements Command {
        @Override
        public Kind kind() {
            return Kind.CONFIRM;
        }
    }
}
