package io.lintel.hal.javacv;

/**
 * When the pictures of a file are due: the file's own time or a fixed rate, moved onto the clock of {@code nanoTime}.
 *
 * <p>Threading: one thread.
 */
final class Pace {
    /** Further behind than this (a machine that slept, a decoder that cannot keep up), the rest of the file moves back instead. */
    static final long LATE_NANOS_MAX = 250_000_000L;

    private static final double RATE_UNKNOWN = 25;
    private static final long STEP_NANOS_MAX = 5_000_000_000L;

    private final double rate;
    private long nominalNanos;
    private long due;
    private long media;
    private boolean running;
    private boolean mediaKnown;
    private boolean moved;

    /** Pace of {@code rate} pictures a second; 0 for the file's own. */
    Pace(double rate) {
        this.rate = rate;
    }

    /** The file starts, or starts over: the next picture comes one interval after the last. */
    void start(double framesPerSecond) {
        nominalNanos = Math.round(1e9 / (rate > 0 ? rate : framesPerSecond > 0 ? framesPerSecond : RATE_UNKNOWN));
        mediaKnown = false;
        moved = false;
    }

    /** When the next picture is due. */
    long due(long mediaMicros, long now) {
        long step = nominalNanos;
        if (rate <= 0 && mediaKnown) {
            // Streams without time stamps, and broken ones, give nonsense here.
            long own = (mediaMicros - media) * 1_000;
            step = own > 0 && own <= STEP_NANOS_MAX ? own : nominalNanos;
        }
        media = mediaMicros;
        mediaKnown = true;
        moved = true;
        due = running ? due + step : now;
        running = true;
        if (now - due > LATE_NANOS_MAX) {
            due = now;
        }
        return due;
    }

    /** Whether there was a picture since the last {@link #start}. */
    boolean moved() {
        return moved;
    }
}
