package io.lintel.daemon;

import io.lintel.core.door.DoorInput;
import io.lintel.core.door.Recollection;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.daemon.health.Component;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import io.lintel.daemon.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back from the journal, once after the start, what the door must know of before: lockdown, an ended always-open window, and who
 * went which way. The journal is the only memory of these; while it cannot be read, it is tried again, and the door grants no face.
 *
 * <p>A journal that is only damaged is replaced by its writer as soon as that opens it; then what could be saved of it is told, and the
 * health says that more may have been lost. A new one remembers nothing, and that is told as well.
 */
final class RecallAgent implements Agent {
    private static final int BATCH = 500;
    private static final long BACK_OFF_FIRST_NANOS = 250_000_000L;
    private static final long BACK_OFF_LIMIT_NANOS = 5_000_000_000L;
    /** So long a journal may take to be there before the health says that it is not. */
    private static final long QUIET_NANOS = 5_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(RecallAgent.class);

    private final JournalReader reader;
    private final Mailbox<DoorMessage> door;
    private final Component health;
    private final BackOff backOff;
    private final EventCodec codec = new EventCodec();
    private final ArrayDeque<DoorInput> untold = new ArrayDeque<>();
    private Recollection recollection = new Recollection();
    private long before = Long.MAX_VALUE;
    private long sinceNanos;
    private boolean read;

    RecallAgent(JournalReader reader, Mailbox<DoorMessage> door, Component health, RandomGenerator random) {
        this.reader = reader;
        this.door = door;
        this.health = health;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    @Override
    public String roleName() {
        return "recall";
    }

    @Override
    public void onStart(long nowNanos) {
        sinceNanos = nowNanos;
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
            if (before == Long.MAX_VALUE && reader.lastSeq() == 0) {
                // Not opened yet, or just being replaced: every journal begins with the start of a daemon.
                later("the journal is not there yet", nowNanos);
                return 0;
            }
            look();
            return 1;
        } catch (StoreException e) {
            recollection = new Recollection();
            before = Long.MAX_VALUE;
            later(String.valueOf(e.getMessage()), nowNanos);
            return 0;
        }
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(timeoutNanos));
    }

    private void later(String why, long nowNanos) {
        backOff.failed(nowNanos);
        if (nowNanos - sinceNanos > QUIET_NANOS) {
            health.offline(
                    "what was before the start cannot be read, so no face is granted; exit button, fire and operators work: " + why,
                    "mend the disk of [state] directory; see the journal's health");
        }
    }

    private void look() {
        List<JournalEntry> entries = reader.remembered(before, BATCH);
        for (JournalEntry entry : entries) {
            try {
                recollection.older(codec.decode(entry.body()).event());
            } catch (EventFormatException e) {
                LOG.warn("event {} cannot be read back: {}", entry.seq(), e.getMessage());
                recollection.unreadable();
            }
        }
        if (entries.size() == BATCH) {
            before = entries.getLast().seq();
            return;
        }
        read = true;
        untold.addAll(recollection.inputs());
        if (recollection.whole()) {
            health.ok("what was before the start is known");
        } else {
            health.degraded(
                    "the journal was damaged: whether the door was locked down or locked, and who is inside, is not all known",
                    "see lintel door status; where a lockdown or lock is meant to hold, give it again");
        }
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
