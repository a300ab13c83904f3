package io.lintel.daemon;

import io.lintel.core.event.DoorEvent;
import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalListener;
import io.lintel.daemon.store.JournalMessage;
import io.lintel.daemon.uplink.UplinkMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between those who make events, the journal agent, and those who wait for what it has written. Threading: any thread.
 */
final class JournalBridge implements EventSink, JournalListener {
    private final Mailbox<JournalMessage> journal;
    private final Optional<Mailbox<UplinkMessage>> uplink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final AtomicLong offered = new AtomicLong();
    private long written;
    private volatile boolean possible = true;
    private volatile long lastSeq;
    private volatile long slowestCommitNanos;

    JournalBridge(Mailbox<JournalMessage> journal, Optional<Mailbox<UplinkMessage>> uplink) {
        this.journal = journal;
        this.uplink = uplink;
    }

    @Override
    public boolean offer(DoorEvent event) {
        if (!journal.offer(new JournalMessage.Append(event))) {
            return false;
        }
        offered.incrementAndGet();
        return true;
    }

    @Override
    public boolean recording() {
        return possible;
    }

    @Override
    public void committed(List<JournalEntry> entries, long commitNanos) {
        if (commitNanos > slowestCommitNanos) {
            slowestCommitNanos = commitNanos;
        }
        lock.lock();
        try {
            lastSeq = entries.getLast().seq();
            written += entries.size();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        // The uplink looks into the outbox itself: a word that finds no room is repeated by the next commit.
        uplink.ifPresent(mailbox -> mailbox.offer(new UplinkMessage.Committed(lastSeq)));
    }

    @Override
    public void recording(boolean nowPossible) {
        possible = nowPossible;
    }

    /** The slowest commit so far, nanoseconds. */
    long slowestCommitNanos() {
        return slowestCommitNanos;
    }

    /** Waits until there is something newer than this, at most so long; whether there is. */
    boolean awaitBeyond(long seq, long timeoutMillis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        lock.lock();
        try {
            while (lastSeq <= seq && left > 0) {
                left = grown.awaitNanos(left);
            }
            return lastSeq > seq;
        } finally {
            lock.unlock();
        }
    }

    /** The newest event on disk; 0 before the first commit. */
    long lastSeq() {
        return lastSeq;
    }

    /** Whether every event it took is on disk. */
    boolean drained() {
        lock.lock();
        try {
            return written >= offered.get();
        } finally {
            lock.unlock();
        }
    }
}
