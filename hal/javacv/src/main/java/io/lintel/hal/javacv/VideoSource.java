package io.lintel.hal.javacv;

import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.time.Duration;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * One kind of place that video comes from: how FFmpeg is to open it, when its pictures were taken, and what its failures mean.
 *
 * <p>Threading: the grab thread, but for {@link #close()}, which any thread may call and which unblocks the grab thread where the
 * operating system allows it.
 */
interface VideoSource {
    /** What messages call it: the configured source, without passwords. */
    String device();

    /**
     * Makes a grabber, not yet started. May start processes and wait for them.
     *
     * @throws HalException when there is nothing to start
     */
    FFmpegFrameGrabber prepare();

    /** Whether FFmpeg must look into the stream before size and codec are known. */
    boolean needsProbing();

    /**
     * The grabber has started: look at it once before the first picture.
     *
     * @throws HalException when it is not what was asked for
     */
    default void started(FFmpegFrameGrabber grabber) {}

    /**
     * Waits a short while, a tenth of a second at most, for a picture that can be read without blocking.
     *
     * @return false to be asked again; true at once where only the read itself can tell
     */
    default boolean ready() {
        return true;
    }

    /**
     * When a picture was taken, on the clock of {@code nanoTime}. A time still to come means: hold the picture back until then.
     *
     * @param mediaMicros the stream's own time stamp
     * @param now when the picture was decoded
     */
    long captureNanos(long mediaMicros, long now);

    /**
     * Throws away, undecoded, pictures that waited too long, because decoding is slower than the source.
     *
     * @param captureNanos when the last picture was taken
     * @return how many
     */
    default int skipStale(FFmpegFrameGrabber grabber, long captureNanos, long now) {
        return 0;
    }

    /** Whether to start over at the end. */
    default boolean again() {
        return false;
    }

    /** The rate of the pictures handed out; what the stream says unless the source knows better. 0 if unknown. */
    default double framesPerSecond(double streams) {
        return streams;
    }

    /** A few words on how pictures are timed, for the mode's description. */
    String timing();

    /** FFmpeg refused to open it. */
    HalException refused(FfmpegError error);

    /**
     * No more pictures.
     *
     * @param decoded how many there were
     * @param lastReadNanos how long the last read took
     * @param log FFmpeg's last words, may be empty
     */
    HalException ended(long decoded, long lastReadNanos, String log);

    /** Opening took too long. */
    default HalException silent(Duration timeout) {
        return openFailure(HalErrorKind.TIMEOUT, "no picture within " + timeout.toMillis() + " ms");
    }

    /** Ends what the source started. Any thread, any number of times. */
    default void close() {}

    /** An opening that failed. */
    default HalException openFailure(HalErrorKind kind, String detail) {
        return new HalException(kind, "open camera", device(), detail);
    }

    /** A reading that failed. */
    default HalException readFailure(HalErrorKind kind, String detail) {
        return new HalException(kind, "read camera", device(), detail);
    }

    /** FFmpeg's words in brackets, or nothing. */
    static String quoted(String log) {
        return log.isEmpty() ? "" : " (FFmpeg: " + log + ")";
    }
}
