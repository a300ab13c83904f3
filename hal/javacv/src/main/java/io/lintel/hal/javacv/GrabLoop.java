package io.lintel.hal.javacv;

import io.lintel.hal.CameraMode;
import io.lintel.hal.Frame;
import io.lintel.hal.FramePool;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grab thread's work: open, decode, copy once into a frame of the pool, publish.
 *
 * <p>A frame is leased from the pool only while it is copied, never across a native call, so closing the pool frees its memory at
 * once even when this thread hangs.
 */
final class GrabLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GrabLoop.class);

    /** What is known once the source is open. */
    record Opened(CameraMode mode, FramePool pool) {}

    private final VideoSource source;
    private final LongSupplier nanos;
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private volatile boolean stopped;
    private final AtomicLong skipped = new AtomicLong();
    private long sequence;
    private long decoded;
    private long lastReadNanos;
    private @Nullable Buffer viewed;
    private MemorySegment view = MemorySegment.NULL;

    GrabLoop(VideoSource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /** Completes with the mode and pool, or with the {@link HalException} that opening ended in. */
    CompletableFuture<Opened> opened() {
        return opened;
    }

    /** Frames thrown away undecoded. Any thread. */
    long skipped() {
        return skipped.get();
    }

    /** Asks the loop to end at the next occasion. Any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            do {
                play();
            } while (!stopped);
        } catch (HalException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            // The thread's last stop: whatever happened, the taker must learn that no frame will come.
            LOG.error("Camera {} failed unexpectedly", source.device(), e);
            end(source.readFailure(HalErrorKind.OTHER, e.toString()));
        } finally {
            source.close();
            if (stopped && opened.isDone() && !opened.isCompletedExceptionally()) {
                opened.join().pool().close();
            }
        }
    }

    private void end(HalException cause) {
        if (!opened.completeExceptionally(cause) && !opened.isCompletedExceptionally()) {
            opened.join().pool().fail(cause);
        }
    }

    /** From opening to the end of the stream; returns when it is to be played again, throws when there is no more to come. */
    private void play() {
        FFmpegFrameGrabber grabber = source.prepare();
        try {
            start(grabber);
            Opened stream = opened.isDone() ? opened.join() : firstOpened(grabber);
            while (!stopped) {
                if (source.ready() && !next(grabber, stream)) {
                    break;
                }
            }
            if (!stopped && !source.again()) {
                throw source.ended(decoded, lastReadNanos, FfmpegLog.drain());
            }
        } finally {
            release(grabber);
        }
    }

    private void start(FFmpegFrameGrabber grabber) {
        FfmpegLog.drain();
        try {
            // "Unsafe" skips a lock over all of JavaCV, behind which one camera that hangs would keep all others from opening
            // and closing. FFmpeg itself has needed no such lock since 4.0.
            grabber.startUnsafe(source.needsProbing());
        } catch (FrameGrabber.Exception e) {
            throw source.refused(FfmpegError.of(e, FfmpegLog.drain()));
        }
        if (!grabber.hasVideo()) {
            throw source.openFailure(HalErrorKind.CORRUPT, "there is no video in it");
        }
        while (!stopped && !source.ready()) {
            // A device that opens and stays silent is found out here, by the time-out of whoever opens it.
        }
        if (!stopped) {
            source.started(grabber);
        }
    }

    private Opened firstOpened(FFmpegFrameGrabber grabber) {
        int width = grabber.getImageWidth();
        int height = grabber.getImageHeight();
        if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
            throw source.openFailure(HalErrorKind.CORRUPT, "it claims pictures of " + width + " x " + height + " pixels");
        }
        StreamFacts facts = StreamFacts.of(grabber);
        double rate = source.framesPerSecond(facts.framesPerSecond());
        CameraMode mode = new CameraMode(width, height, rate, PixelFormat.BGR24, facts.description() + "; " + source.timing());
        Opened stream = new Opened(mode, new FramePool(FramePool.DEFAULT_SIZE, width, height, PixelFormat.BGR24));
        opened.complete(stream);
        return stream;
    }

    /** One picture from the stream to the pool; false at the stream's end. */
    private boolean next(FFmpegFrameGrabber grabber, Opened stream) {
        long start = nanos.getAsLong();
        org.bytedeco.javacv.Frame picture;
        try {
            picture = grabber.grabImage();
        } catch (FrameGrabber.Exception e) {
            throw source.readFailure(HalErrorKind.CORRUPT, FfmpegError.of(e, FfmpegLog.drain()).line());
        }
        long now = nanos.getAsLong();
        lastReadNanos = now - start;
        if (picture == null || stopped) {
            return false;
        }
        CameraMode mode = stream.mode();
        if (picture.imageWidth != mode.width() || picture.imageHeight != mode.height()) {
            throw source.readFailure(HalErrorKind.GONE, "the picture's size changed from " + mode.width() + " x " + mode.height()
                    + " to " + picture.imageWidth + " x " + picture.imageHeight + "; open it again");
        }
        decoded++;
        long captured = source.captureNanos(picture.timestamp, now);
        holdBackUntil(captured);
        Optional<Frame> room = stream.pool().acquire();
        if (room.isPresent()) {
            Frame frame = room.get();
            copy(picture, frame);
            frame.stamp(sequence, captured);
            stream.pool().publish(frame);
        }
        int stale = source.skipStale(grabber, captured, now);
        sequence += 1 + stale;
        if (stale > 0) {
            skipped.addAndGet(stale);
        }
        return true;
    }

    private void holdBackUntil(long due) {
        long wait = due - nanos.getAsLong();
        while (wait > 0 && !stopped) {
            LockSupport.parkNanos(this, wait);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            wait = due - nanos.getAsLong();
        }
    }

    // The same buffer object, not one with the same pixels in it.
    @SuppressWarnings("ReferenceEquality")
    private void copy(org.bytedeco.javacv.Frame picture, Frame frame) {
        Buffer pixels = picture.image[0];
        if (pixels != viewed) {
            // JavaCV fills the same buffer for every picture of a stream.
            viewed = pixels;
            view = MemorySegment.ofBuffer(pixels);
        }
        int stride = frame.stride();
        if (picture.imageStride == stride) {
            MemorySegment.copy(view, 0, frame.pixels(), 0, frame.pixels().byteSize());
            return;
        }
        for (int y = 0; y < frame.height(); y++) {
            MemorySegment.copy(view, (long) y * picture.imageStride, frame.pixels(), (long) y * stride, stride);
        }
    }

    private void release(FFmpegFrameGrabber grabber) {
        viewed = null;
        view = MemorySegment.NULL;
        try {
            grabber.releaseUnsafe();
        } catch (FrameGrabber.Exception e) {
            LOG.warn("Camera {} did not close cleanly: {}", source.device(), e.getMessage());
        }
    }
}
