package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import java.util.UUID;

/** What the journal agent can be told. */
public sealed interface JournalMessage {
    /** Write this down. */
    record Append(DoorEvent event) implements JournalMessage {}

    /**
     * Every event up to and including this one is delivered. Ignored if the journal's event of that number has another id: then the
     * word is about a journal that was set aside.
     */
    record Acked(long upTo, UUID id) implements JournalMessage {}

    /** This event was refused for good; it stays in the journal but is not sent again. Ignored if the id does not fit. */
    record Parked(long seq, UUID id, String reason) implements JournalMessage {}
}
