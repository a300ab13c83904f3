package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Latency;
import java.util.Map;
import java.util.Optional;

/** Makes journal entries of events: what is stamped on them, and which of their particulars stay. Of one thread. */
final class JournalEncoder {
    private static final int MESSAGE_CHARS = 200;

    private final JournalSettings settings;
    private final EventCodec codec = new EventCodec();

    JournalEncoder(JournalSettings settings) {
        this.settings = settings;
    }

    /**
     * The entry of an event.
     *
     * @param prev hash of the event before
     */
    JournalEntry entry(PendingEvent event, long seq, String prev) {
        return new JournalEntry(
                seq, event.id(), event.event().time(), event.event().type().type(), encode(event, seq, prev));
    }

    private byte[] encode(PendingEvent event, long seq, String prev) {
        // Who went which way is recorded for attendance; only anti-passback needs it for itself.
        boolean needed = event.event().type() == EventType.ACCESS_PASSED || event.event().detail().containsKey("passed");
        DoorEvent whole = settings.attendance() || needed ? event.event() : event.event().undirected();
        EventStamp stamp = new EventStamp(
                event.id(),
                seq,
                prev,
                settings.site(),
                settings.door(),
                settings.boot(),
                settings.zone(),
                event.clock(),
                settings.attendance());
        try {
            return codec.encode(whole, stamp);
        } catch (EventFormatException e) {
            // That it happened, when and to whom must stay even if its particulars cannot be written.
            DoorEvent bare = new DoorEvent(
                    whole.type(),
                    whole.time(),
                    whole.monoNanos(),
                    whole.person(),
                    whole.direction(),
                    whole.reason(),
                    Optional.empty(),
                    Latency.NONE,
                    Map.of("unwritable", shortened(String.valueOf(e.getMessage()))));
            return codec.encode(bare, stamp);
        }
    }

    static String shortened(String message) {
        return message.substring(0, Math.min(MESSAGE_CHARS, message.length()));
    }
}
