package io.lintel.hal;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A camera's fixed set of frames and the newest-wins hand-over between its producer and its taker.
 *
 * <pre>
 *   producer: acquire() → fill → publish(frame)            taker: take(timeout) → read → frame.close()
 *   free ──acquire──▶ filling ──publish──▶ newest ──take──▶ leased ──close──▶ free
 *                                            │ overtaken by a newer one
 *                                            └──────────────────────────────▶ free   (counted as dropped)
 * </pre>
 *
 * <p>One producer thread, one taker thread; frames may be closed from any thread. Nothing is allocated after construction.
 * After {@link #close()} or {@link #fail} a waiting taker wakes at once. Memory is freed when the pool is closed and the last
 * leased frame has come back.
 */
public final class FramePool implements AutoCloseable {
    /** One being filled, one newest, two leased down the pipeline. */
    public static final int DEFAULT_SIZE = 4;

    private final Arena arena = Arena.ofShared();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final ArrayDeque<Frame> free;
    private final List<Optional<Frame>> handles;
    private Optional<Frame> newest = Optional.empty();
    private Optional<HalException> failure = Optional.empty();
    private boolean closed;
    private int outside;
    private long dropped;

    /** Allocates {@code size} frames of one shape. */
    public FramePool(int size, int width, int height, PixelFormat format) {
        free = new ArrayDeque<>(size);
        handles = new ArrayList<>(size);
        for (int slot = 0; slot < size; slot++) {
            Frame frame = new Frame(slot, width, height, format, arena, this::release);
            free.add(frame);
            handles.add(Optional.of(frame));
        }
    }

    /** A frame to fill, or empty when all are out (the reader is slow: skip this picture; counted as dropped). */
    public Optional<Frame> acquire() {
        lock.lock();
        try {
            Frame frame = closed ? null : free.poll();
            if (frame == null) {
                dropped++;
                return Optional.empty();
            }
            outside++;
            return handles.get(frame.slot());
        } finally {
            lock.unlock();
        }
    }

    /** Makes a filled frame the newest; the one it overtakes is dropped. */
    public void publish(Frame frame) {
        lock.lock();
        try {
            if (newest.isPresent()) {
                dropped++;
                putBack(newest.get());
            }
            newest = handles.get(frame.slot());
            if (closed) {
                newest = Optional.empty();
                putBack(frame);
            }
            published.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The producer met a failure: once the newest frame is taken, every {@link #take} throws it. */
    public void fail(HalException cause) {
        lock.lock();
        try {
            failure = Optional.of(cause);
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest frame not yet taken.
     *
     * @param timeoutNanos how long to wait for one; 0 looks once
     * @return empty when the time ran out
     * @throws HalException what the producer reported by {@link #fail}, or {@code GONE} after {@link #close}
     */
    public Optional<Frame> take(long timeoutNanos) {
        long left = timeoutNanos;
        lock.lock();
        try {
            while (newest.isEmpty()) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                if (closed) {
                    throw new HalException(HalErrorKind.GONE, "take frame from", "camera", "closed");
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = published.awaitNanos(left);
            }
            Optional<Frame> taken = newest;
            newest = Optional.empty();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Frames that were overtaken or found no room, since the start. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            newest.ifPresent(this::putBack);
            newest = Optional.empty();
            published.signalAll();
            freeWhenHome();
        } finally {
            lock.unlock();
        }
    }

    private void release(Frame frame) {
        lock.lock();
        try {
            putBack(frame);
            freeWhenHome();
        } finally {
            lock.unlock();
        }
    }

    private void putBack(Frame frame) {
        if (free.contains(frame)) {
            throw new IllegalStateException("frame of slot " + frame.slot() + " closed twice");
        }
        free.add(frame);
        outside--;
    }

    private void freeWhenHome() {
        if (closed && outside == 0) {
            arena.close();
        }
    }

    /** Frames at home, for tests and health. */
    int freeCount() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }
}
