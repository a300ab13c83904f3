package io.lintel.hal;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A camera's fixed set of frames and the newest-wins hand-over between its producer and its taker.
 *
 * <pre>
 *   producer: acquire() → fill → publish(frame)            taker: take(timeout) → read → frame.close()
 *   FREE ──acquire──▶ FILLING ──publish──▶ NEWEST ──take──▶ LEASED ──close──▶ FREE
 *                        │                   │ overtaken by a newer one
 *                        └──discard──────────┴──────────────────────────────▶ FREE   (overtaken: counted as dropped)
 * </pre>
 *
 * <p>One producer thread, one taker thread; frames may be closed from any thread. Nothing is allocated after construction (a
 * monitor is used for that reason: a {@code Condition} allocates a node for each wait). After {@link #close()} or {@link #fail} a
 * waiting taker wakes at once. Memory is freed when the pool is closed and the last frame has come back, be it leased to a reader
 * or being filled.
 */
public final class FramePool implements AutoCloseable {
    /** One being filled, one newest, two leased down the pipeline. */
    public static final int DEFAULT_SIZE = 4;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Whose a frame is. Every move is checked, so a frame closed twice is told and never handed to two owners. */
    private enum Place { FREE, FILLING, NEWEST, LEASED }

    private final Arena arena = Arena.ofShared();
    private final Object lock = new Object();
    private final ArrayDeque<Frame> free;
    private final List<Optional<Frame>> handles;
    private final Place[] places;
    private Optional<Frame> newest = Optional.empty();
    private Optional<HalException> failure = Optional.empty();
    private boolean closed;
    private long dropped;

    /**
     * Allocates the frames, all of one shape.
     *
     * @param size how many, 2..64; with two, a reader that holds one leaves one to be filled and overtaken
     */
    public FramePool(int size, int width, int height, PixelFormat format) {
        if (size < 2 || size > 64) {
            throw new IllegalArgumentException("frame pool of " + size + " frames; must be 2..64");
        }
        free = new ArrayDeque<>(size);
        handles = new ArrayList<>(size);
        places = new Place[size];
        for (int slot = 0; slot < size; slot++) {
            Frame frame = new Frame(slot, width, height, format, arena, this::release);
            free.add(frame);
            handles.add(Optional.of(frame));
            places[slot] = Place.FREE;
        }
    }

    /**
     * A frame to fill. When readers hold all others, the newest frame that nobody took is given back to be filled again: a picture
     * that is about to be overtaken must not stand in the way of the one that overtakes it.
     *
     * @return empty when readers hold every frame (skip this picture; counted as dropped) or the pool is closed
     */
    public Optional<Frame> acquire() {
        synchronized (lock) {
            if (closed) {
                return Optional.empty();
            }
            Frame frame = free.poll();
            if (frame == null) {
                dropped++;
                if (newest.isEmpty()) {
                    return Optional.empty();
                }
                frame = newest.get();
                newest = Optional.empty();
            }
            places[frame.slot()] = Place.FILLING;
            return handles.get(frame.slot());
        }
    }

    /**
     * Makes a filled frame the newest; the one it overtakes is dropped. On a closed pool the frame just goes home.
     *
     * @throws IllegalStateException if the frame was not acquired to be filled
     */
    public void publish(Frame frame) {
        synchronized (lock) {
            requireFilling(frame);
            if (closed) {
                putBack(frame);
                return;
            }
            if (newest.isPresent()) {
                dropped++;
                putBack(newest.get());
            }
            places[frame.slot()] = Place.NEWEST;
            newest = handles.get(frame.slot());
            lock.notifyAll();
        }
    }

    /**
     * Gives an acquired frame back unpublished: it could not be filled.
     *
     * @throws IllegalStateException if the frame was not acquired to be filled
     */
    public void discard(Frame frame) {
        synchronized (lock) {
            requireFilling(frame);
            putBack(frame);
        }
    }

    /** The producer met a failure: once the newest frame is taken, every {@link #take} throws it. The first failure counts. */
    public void fail(HalException cause) {
        synchronized (lock) {
            if (failure.isEmpty()) {
                failure = Optional.of(cause);
            }
            lock.notifyAll();
        }
    }

    /**
     * The newest frame not yet taken.
     *
     * @param timeoutNanos how long to wait for one, rounded up to a millisecond; 0 looks once
     * @return empty when the time ran out, or the thread was interrupted while waiting (its interrupt flag is set again: a caller
     *     that loops must look at it)
     * @throws HalException what the producer reported by {@link #fail}, or {@code GONE} after {@link #close}
     */
    public Optional<Frame> take(long timeoutNanos) {
        synchronized (lock) {
            // Real time by nature: a virtual clock could not end the wait. Not read when the frame is there or nobody waits.
            long start = newest.isEmpty() && timeoutNanos > 0 ? System.nanoTime() : 0;
            while (newest.isEmpty()) {
                if (closed) {
                    throw new HalException(HalErrorKind.GONE, "take frame from", "camera", "closed");
                }
                if (failure.isPresent()) {
                    throw failure.get();
                }
                long left = timeoutNanos <= 0 ? 0 : timeoutNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return Optional.empty();
                }
                try {
                    lock.wait((left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
            Optional<Frame> taken = newest;
            places[taken.get().slot()] = Place.LEASED;
            newest = Optional.empty();
            return taken;
        }
    }

    /** Frames that were overtaken or found no room, since the start. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** Ends the hand-over and wakes a waiting taker. Leased frames stay readable until they are closed. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (newest.isPresent()) {
                putBack(newest.get());
                newest = Optional.empty();
            }
            lock.notifyAll();
            freeWhenHome();
        }
    }

    private void release(Frame frame) {
        synchronized (lock) {
            Place place = places[frame.slot()];
            if (place != Place.LEASED) {
                throw new IllegalStateException(
                        "frame of slot " + frame.slot() + " closed twice, or by someone who never took it (it is " + place + ")");
            }
            putBack(frame);
        }
    }

    private void requireFilling(Frame frame) {
        Place place = places[frame.slot()];
        if (place != Place.FILLING || handles.get(frame.slot()).get() != frame) {
            throw new IllegalStateException(
                    "frame of slot " + frame.slot() + " was not acquired from this pool to be filled (it is " + place + ")");
        }
    }

    private void putBack(Frame frame) {
        places[frame.slot()] = Place.FREE;
        free.add(frame);
        freeWhenHome();
    }

    private void freeWhenHome() {
        if (closed && free.size() == places.length && arena.scope().isAlive()) {
            arena.close();
        }
    }

    /** Frames at home, for tests. */
    int freeCount() {
        synchronized (lock) {
            return free.size();
        }
    }

    /** Whether the frames' memory is still there, for tests. */
    boolean allocated() {
        return arena.scope().isAlive();
    }
}
