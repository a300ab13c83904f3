package io.lintel.hal.javacv;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Shows a picture on a {@link Loopback} over and over, thirty times a second, until closed. Threading: any thread. */
final class Projector implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / 30;

    private final Loopback loopback;
    private final Thread thread = Thread.ofPlatform().name("projector").daemon().unstarted(this::play);
    private volatile byte[] picture;
    private volatile boolean closed;

    /** Begins with this picture. */
    Projector(Loopback loopback, byte[] first) {
        this.loopback = loopback;
        this.picture = first;
        thread.start();
    }

    /** Goes on with another. */
    void show(byte[] next) {
        picture = next;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            loopback.close();
        } catch (InterruptedException e) {
            // The thread still writes: the node stays open until it has ended.
            Thread.currentThread().interrupt();
        }
    }

    private void play() {
        while (!closed) {
            loopback.show(picture);
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }
}
