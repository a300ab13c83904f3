package io.lintel.daemon;

import io.lintel.hal.Frame;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands frames from the capture agent to the vision agent; the newest wins, what it overtakes goes back to its camera and is
 * counted. Allocates nothing: the optionals travel as the camera made them. Threading: one offers, one takes, any closes.
 */
public final class FrameSlot implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private Optional<Frame> newest = Optional.empty();
    private boolean closed;
    private long overtaken;

    /** Leaves a frame; ownership passes to the slot. */
    public void offer(Optional<Frame> frame) {
        Optional<Frame> back;
        lock.lock();
        try {
            if (closed) {
                back = frame;
            } else {
                back = newest;
                newest = frame;
                if (back.isPresent()) {
                    overtaken++;
                }
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
        if (back.isPresent()) {
            back.get().close();
        }
    }

    /** Takes the frame, if there is one; ownership passes to the taker. */
    public Optional<Frame> take() {
        lock.lock();
        try {
            Optional<Frame> taken = newest;
            newest = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a frame is there, at most this long. */
    public void await(long timeoutNanos) throws InterruptedException {
        long left = timeoutNanos;
        lock.lock();
        try {
            while (newest.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frames overtaken so far. */
    public long overtaken() {
        lock.lock();
        try {
            return overtaken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Optional<Frame> left;
        lock.lock();
        try {
            closed = true;
            left = newest;
            newest = Optional.empty();
        } finally {
            lock.unlock();
        }
        left.ifPresent(Frame::close);
    }
}
