package io.lintel.daemon;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded first-in first-out queue into one agent. Many senders, one receiver. What to do when it is full is the sender's
 * business and differs by message: only frames and sightings may be dropped.
 *
 * @param <M> the sealed type of messages
 */
public final class Mailbox<M> {
    private final int capacity;
    private final ArrayDeque<M> messages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();

    /** A mailbox for at most {@code capacity} messages. */
    public Mailbox(int capacity) {
        this.capacity = capacity;
        this.messages = new ArrayDeque<>(capacity);
    }

    /** Leaves a message if there is room. */
    public boolean offer(M message) {
        lock.lock();
        try {
            if (messages.size() >= capacity) {
                return false;
            }
            messages.add(message);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a message, waiting for room; false if there was none in time or the thread was interrupted. */
    public boolean offer(M message, long timeoutNanos) {
        long left = timeoutNanos;
        lock.lock();
        try {
            while (messages.size() >= capacity) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            messages.add(message);
            arrived.signal();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest message, if any. */
    public Optional<M> poll() {
        lock.lock();
        try {
            M message = messages.poll();
            if (message == null) {
                return Optional.empty();
            }
            room.signal();
            return Optional.of(message);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a message is there, at most this long. */
    public void await(long timeoutNanos) throws InterruptedException {
        long left = timeoutNanos;
        lock.lock();
        try {
            while (messages.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Messages waiting. */
    public int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }
}
