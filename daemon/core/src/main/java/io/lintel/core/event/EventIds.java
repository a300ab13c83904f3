package io.lintel.core.event;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids for events: UUIDv7 (RFC 9562 §5.7), the wall clock's millisecond followed by 74 random bits. Within one millisecond each id is
 * greater than the one before; when the wall clock is set back, ids follow it: order is the sequence number's business.
 *
 * <p>Safe for any thread if the sources are.
 */
public final class EventIds {
    private final TimeBasedEpochGenerator generator;

    /**
     * Ids from these sources.
     *
     * @param clock the wall clock
     * @param random must be unpredictable in production; seeded in tests
     */
    public EventIds(InstantSource clock, RandomGenerator random) {
        this.generator = new TimeBasedEpochGenerator(Random.from(random), new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    /** The next id. */
    public UUID next() {
        return generator.generate();
    }
}
