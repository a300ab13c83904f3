package io.lintel.daemon;

import io.lintel.core.door.DoorInput;
import io.lintel.core.door.Recollection;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back from the journal, once after the start, what the door must know of before: lockdown, an ended always-open window, and who
 * went which way. The journal is the only memory of these; while it cannot be read, it is tried again.
 */
final class RecallAgent implements Agent {
    /** As far back as it looks, events. */
    static final long EVENTS_MAX = 50_000;

    private static final int BATCH = 500;
    private static final long BACK_OFF_FIRST_NANOS = 250_000_000L;
    private static final long BACK_OFF_LIMIT_NANOS = 5_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(RecallAgent.class);

    private final JournalReader reader;
    private final Mailbox<DoorMessage> door;
    private final BackOff backOff;
    private final EventCodec codec = new EventCodec();
    private final ArrayDeque<DoorInput> untold = new ArrayDeque<>();
    private Recollection recollection = new Recollection();
    private Optional<Span> left = Optional.empty();
    private boolean read;

    /** Event numbers still to be looked at, both ends excluded. */
    private record Span(long after, long before) {}

    RecallAgent(JournalReader reader, Mailbox<DoorMessage> door, RandomGenerator random) {
        this.reader = reader;
        this.door = door;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    @Override
    public String roleName() {
        return "recall";
    }

    @Override
    public int doWork(long nowNanos) {
        if (read) {
            return tell();
        }
        if (!backOff.ready(nowNanos)) {
            return 0;
        }
        try {
            if (left.isEmpty() && reader.lastSeq() == 0) {
                // Not opened yet, or just being replaced: every journal begins with the start of a daemon.
                backOff.failed(nowNanos);
                return 0;
            }
            look();
            return 1;
        } catch (StoreException e) {
            LOG.info("what was before the start cannot be read yet: {}", e.getMessage());
            recollection = new Recollection();
            left = Optional.empty();
            backOff.failed(nowNanos);
            return 0;
        }
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(timeoutNanos));
    }

    private void look() {
        Span span = left.orElseGet(this::everything);
        List<JournalEntry> entries = reader.backwards(Recollection.TYPES, span.after, span.before, BATCH);
        for (JournalEntry entry : entries) {
            try {
                recollection.older(codec.decode(entry.body()).event());
            } catch (EventFormatException e) {
                LOG.warn("event {} cannot be read back: {}", entry.seq(), e.getMessage());
            }
        }
        if (entries.size() < BATCH) {
            read = true;
            untold.addAll(recollection.inputs());
        } else {
            left = Optional.of(new Span(span.after, entries.getLast().seq()));
        }
    }

    private Span everything() {
        long last = reader.lastSeq();
        return new Span(last - EVENTS_MAX, last + 1);
    }

    private int tell() {
        int told = 0;
        while (!untold.isEmpty() && door.offer(new DoorMessage.Input(untold.peek()))) {
            untold.remove();
            told++;
        }
        return told;
    }
}
