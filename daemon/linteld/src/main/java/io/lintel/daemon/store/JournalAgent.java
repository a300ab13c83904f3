package io.lintel.daemon.store;

import io.lintel.daemon.Agent;
import io.lintel.daemon.BackOff;
import io.lintel.daemon.Mailbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the journal: everything that waits, at most {@link Journal#BATCH_MAX} events in one transaction. When the disk fails, events
 * stay in memory and are tried again with a pause that grows from 1 s to 5 s; none is dropped while the process lives. When the
 * mailbox is nearly full, the listener hears that recording is impossible, so that the door grants no face it could not account
 * for; the last eighth is left for requests to exit, alarms and operators.
 */
public final class JournalAgent implements Agent {
    /** Events that can wait in memory. */
    public static final int MAILBOX_MAX = 4_096;

    private static final int RECORDING_STOPS_AT = MAILBOX_MAX - MAILBOX_MAX / 8;
    private static final int RECORDING_RESUMES_AT = MAILBOX_MAX / 2;
    private static final long RETRY_FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PRUNE_ON_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PRUNE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long CHECKPOINT_IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int PRUNE_ROWS_MAX = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(JournalAgent.class);

    private final Journal journal;
    private final Mailbox<JournalMessage> mailbox;
    private final JournalListener listener;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final BackOff backOff;
    private final List<PendingEvent> batch = new ArrayList<>(Journal.BATCH_MAX);
    private final List<JournalMessage.Parked> parked = new ArrayList<>();
    private Optional<JournalMessage.Acked> acked = Optional.empty();
    private Optional<StoreException.Kind> trouble = Optional.empty();
    private boolean failing;
    private boolean recording = true;
    private long pruneAtNanos;
    private long lastWriteNanos;
    private boolean checkpointDue;
    private long commits;
    private volatile JournalStatus status;

    /**
     * Wires the agent.
     *
     * @param journal used by this agent only
     * @param mailbox of {@link #MAILBOX_MAX} messages
     * @param listener hears of commits and of trouble
     * @param wall dates the status
     * @param nanos measures commits
     * @param random jitter
     */
    public JournalAgent(
            Journal journal,
            Mailbox<JournalMessage> mailbox,
            JournalListener listener,
            InstantSource wall,
            LongSupplier nanos,
            RandomGenerator random) {
        this.journal = journal;
        this.mailbox = mailbox;
        this.listener = listener;
        this.wall = wall;
        this.nanos = nanos;
        this.backOff = new BackOff(RETRY_FIRST_NANOS, RETRY_LIMIT_NANOS, random);
        this.status = new JournalStatus(true, true, "", Optional.empty(), wall.instant(), 0, 0, 0, 0, 0, Optional.empty());
    }

    @Override
    public String roleName() {
        return "journal";
    }

    /** How the journal is. Any thread. */
    public JournalStatus status() {
        return status;
    }

    @Override
    public void onStart(long nowNanos) {
        pruneAtNanos = nowNanos + PRUNE_NANOS;
        attempt(nowNanos, journal::open);
    }

    @Override
    public int doWork(long nowNanos) {
        watchRoom();
        if (!backOff.ready(nowNanos)) {
            report(true, status.detail());
            return 0;
        }
        fill();
        int work = batch.size() + parked.size();
        boolean idle = batch.isEmpty() && parked.isEmpty() && acked.isEmpty();
        if (!idle || failing) {
            attempt(nowNanos, this::write);
            work++;
        } else {
            work += housekeeping(nowNanos);
        }
        watchRoom();
        return work;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (failing) {
            // The mailbox is not empty then, and would not wait.
            TimeUnit.NANOSECONDS.sleep(Math.min(timeoutNanos, TimeUnit.MILLISECONDS.toNanos(50)));
        } else {
            mailbox.await(timeoutNanos);
        }
    }

    @Override
    public void onClose() {
        long now = nanos.getAsLong();
        do {
            fill();
            attempt(now, this::write);
        } while (!failing && mailbox.size() > 0);
        int lost = batch.size() + mailbox.size();
        if (failing && lost > 0) {
            LOG.error("journal: stopping with {} events that could not be written: {}", lost, status.detail());
        }
        if (!failing) {
            attempt(now, journal::checkpoint);
        }
        journal.close();
    }

    /** Takes messages until a batch of events is together. Events already taken stay until they are on disk. */
    private void fill() {
        while (batch.size() < Journal.BATCH_MAX && parked.size() < Journal.BATCH_MAX) {
            Optional<JournalMessage> message = mailbox.poll();
            if (message.isEmpty()) {
                return;
            }
            switch (message.get()) {
                case JournalMessage.Append append -> batch.add(journal.prepare(append.event()));
                case JournalMessage.Acked one -> acked = Optional.of(one); // the uplink's numbers only grow
                case JournalMessage.Parked one -> parked.add(one);
            }
        }
    }

    private void write() {
        if (!batch.isEmpty()) {
            long began = nanos.getAsLong();
            List<JournalEntry> entries = journal.append(batch);
            batch.clear();
            commits++;
            listener.committed(entries, nanos.getAsLong() - began);
        }
        for (JournalMessage.Parked one : parked) {
            journal.parked(one.seq(), one.id(), one.reason());
        }
        parked.clear();
        acked.ifPresent(one -> journal.acked(one.upTo(), one.id()));
        acked = Optional.empty();
    }

    private int housekeeping(long nowNanos) {
        if (nowNanos - pruneAtNanos >= 0) {
            int[] pruned = {0};
            attempt(nowNanos, () -> pruned[0] = journal.prune(PRUNE_ROWS_MAX));
            pruneAtNanos = nowNanos + (pruned[0] == PRUNE_ROWS_MAX ? PRUNE_ON_NANOS : PRUNE_NANOS);
            return pruned[0];
        }
        if (checkpointDue && nowNanos - lastWriteNanos > CHECKPOINT_IDLE_NANOS) {
            attempt(nowNanos, journal::checkpoint);
            checkpointDue = false;
        }
        return 0;
    }

    private void attempt(long nowNanos, Runnable work) {
        try {
            work.run();
            trouble = Optional.empty();
            report(false, journal.setAsideNotice().orElse(""));
            backOff.succeeded();
            lastWriteNanos = nowNanos;
            checkpointDue = true;
        } catch (StoreException e) {
            trouble = Optional.of(e.kind());
            report(true, String.valueOf(e.getMessage())); // the log hears of it from health, which damps what flaps
            backOff.failed(nowNanos);
        }
    }

    private void watchRoom() {
        boolean was = recording;
        int waiting = mailbox.size();
        if (recording && waiting >= RECORDING_STOPS_AT) {
            recording = false;
        } else if (!recording && waiting <= RECORDING_RESUMES_AT) {
            recording = true;
        }
        if (recording != was) {
            LOG.warn("journal: {}", recording
                    ? "there is room for events again; faces are granted again"
                    : waiting + " events wait in memory; no face is granted until they are on disk");
            listener.recording(recording);
            report(failing, status.detail());
        }
    }

    private void report(boolean nowFailing, String detail) {
        Instant since = nowFailing == failing ? status.since() : wall.instant();
        failing = nowFailing;
        status = new JournalStatus(
                !failing,
                recording,
                detail,
                trouble,
                since,
                batch.size() + mailbox.size(),
                journal.lastSeq(),
                journal.ackedUpTo(),
                journal.pending(),
                commits,
                journal.setAside());
    }
}
