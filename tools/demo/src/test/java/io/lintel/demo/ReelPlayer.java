package io.lintel.demo;

import io.lintel.hal.javacv.Loopback;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays pictures on the virtual board's camera, twenty a second: a little livelier than they were filmed, to be done sooner. */
final class ReelPlayer implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / 20;

    private final Loopback loopback = new Loopback("MJPG", WalkUpVideo.WIDTH, WalkUpVideo.HEIGHT);
    private long due = System.nanoTime();

    /**
     * Shows the next picture when its time has come.
     *
     * @return when the kernel got it, as {@link Loopback#show}
     */
    long show(byte[] picture) {
        long now = System.nanoTime();
        // A pause between two films is not made up for.
        due = Math.max(due + PERIOD_NANOS, now - PERIOD_NANOS);
        while (now - due < 0) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
        }
        return loopback.show(picture);
    }

    /** Shows one picture for so long. */
    void hold(byte[] picture, long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            show(picture);
        }
    }

    @Override
    public void close() {
        loopback.close();
    }
}
