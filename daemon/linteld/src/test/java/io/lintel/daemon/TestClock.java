package io.lintel.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Both clocks, turned by hand. */
public final class TestClock implements LongSupplier, InstantSource {
    private static final Instant START = Instant.parse("2026-03-02T07:30:00Z");
    private static final long START_NANOS = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    // The monotonic clock overflows half a minute into every test: whoever compares with < instead of a difference is found out.
    private long nanos = START_NANOS;

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos - START_NANOS);
    }

    public void advance(Duration by) {
        nanos += by.toNanos();
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
