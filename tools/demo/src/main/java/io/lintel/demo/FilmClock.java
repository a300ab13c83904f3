package io.lintel.demo;

/**
 * Which picture of the film the daemon's camera showed at a moment: learnt from the camera's own frame counter, so that neither
 * a slow start nor a slow machine shifts the truth against the decisions. Threading: any thread.
 */
final class FilmClock {
    private static final double LAG_MAX = 4;
    private final double framesPerSecond;
    private boolean running;
    private long anchorNanos;
    private double anchorFrame;

    FilmClock(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    /** At this moment so many frames had come from the camera. */
    synchronized void observe(long nanos, long frames) {
        if (frames < 1) {
            return;
        }
        // A count is read at some time during its last frame, so the most advanced of all readings is the most exact; one that
        // lags by several frames tells of a pause, between two showings for example.
        double frame = frames - 1;
        double ahead = running ? frame - predicted(nanos) : 0;
        if (!running || ahead > 0 || ahead < -LAG_MAX) {
            running = true;
            anchorNanos = nanos;
            anchorFrame = frame;
        }
    }

    /** Whether the film has begun. */
    synchronized boolean running() {
        return running;
    }

    /** The picture at a moment, counted from the film's first ever; negative before it. */
    synchronized double frameAt(long nanos) {
        return running ? predicted(nanos) : -1;
    }

    private double predicted(long nanos) {
        return anchorFrame + (nanos - anchorNanos) / 1e9 * framesPerSecond;
    }
}
