package io.lintel.simulate.site;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chance of one kind in one world; the same seed throws the same. Of one thread. */
public final class Dice {
    private static final String ALGORITHM = "L64X128MixRandom";

    private final RandomGenerator random;

    /**
     * Fresh dice.
     *
     * @param stream each kind of chance has its own, so that one more throw here changes nothing there
     */
    public Dice(long seed, int stream) {
        this.random = RandomGeneratorFactory.of(ALGORITHM).create(seed * 1_009 + stream);
    }

    /** Whether something of this probability happens. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number of this range, both ends included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** A time of this range, nanoseconds. */
    public long millis(long least, long most) {
        return Duration.ofMillis(random.nextLong(least, most + 1)).toNanos();
    }

    /** Time until the next of something that comes this often on average, nanoseconds. */
    public long next(Duration mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean.toNanos());
    }

    /** One of these. */
    public <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** The source itself. */
    public RandomGenerator random() {
        return random;
    }

    /** A source that a daemon takes for a secure one. */
    public SecureRandom secure() {
        return new Repeatable(random.nextLong());
    }

    private static final class Repeatable extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient RandomGenerator source;

        Repeatable(long seed) {
            this.source = RandomGeneratorFactory.of(ALGORITHM).create(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            source.nextBytes(bytes);
        }
    }
}
