package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;

/** What the journal agent can be told. */
public sealed interface JournalMessage {
    /** Write this down. */
    record Append(DoorEvent event) implements JournalMessage {}

    /** Every event up to and including this one is delivered. */
    record Acked(long upTo) implements JournalMessage {}

    /** This event was refused for good; it stays in the journal but is not sent again. */
    record Parked(long seq, String reason) implements JournalMessage {}
}
