package io.lintel.daemon.uplink;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Pauses between attempts to connect: 0.5 s doubling to 60 s, each shortened by up to half so that doors do not come back in step. */
final class Backoff {
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RandomGenerator random;
    private long nextNanos = LEAST_NANOS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    long next() {
        long pause = nextNanos;
        nextNanos = Math.min(MOST_NANOS, nextNanos * 2);
        return pause / 2 + random.nextLong(pause / 2 + 1);
    }

    void reset() {
        nextNanos = LEAST_NANOS;
    }
}
