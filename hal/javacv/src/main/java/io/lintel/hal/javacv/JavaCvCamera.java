package io.lintel.hal.javacv;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraMode;
import io.lintel.hal.Frame;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera that a {@link GrabLoop} feeds on a thread of its own, since reading may block where nothing can wake it.
 *
 * <p>Everything native belongs to that thread. If it hangs in the kernel when the camera is closed, it is abandoned: it owns what
 * it uses, and frees it when the call returns.
 */
final class JavaCvCamera implements Camera {
    private static final Logger LOG = LoggerFactory.getLogger(JavaCvCamera.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final VideoSource source;
    private final GrabLoop loop;
    private final Thread thread;
    private final GrabLoop.Opened opened;

    private JavaCvCamera(VideoSource source, GrabLoop loop, Thread thread, GrabLoop.Opened opened) {
        this.source = source;
        this.loop = loop;
        this.thread = thread;
        this.opened = opened;
    }

    static JavaCvCamera open(VideoSource source, Duration timeout, LongSupplier nanos) {
        GrabLoop loop = new GrabLoop(source, nanos);
        Thread thread = Thread.ofPlatform().name("lintel-camera").daemon().start(loop);
        boolean open = false;
        try {
            GrabLoop.Opened opened = loop.opened().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            open = true;
            return new JavaCvCamera(source, loop, thread, opened);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HalException known) {
                throw known;
            }
            throw new HalException(HalErrorKind.OTHER, "open camera", source.device(), String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw source.silent(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HalException(HalErrorKind.OTHER, "open camera", source.device(), "interrupted while opening", e);
        } finally {
            if (!open) {
                stop(source, loop, thread);
            }
        }
    }

    private static void stop(VideoSource source, GrabLoop loop, Thread thread) {
        loop.stop();
        source.close();
        thread.interrupt();
        try {
            if (!thread.join(STOP_TIMEOUT)) {
                LOG.warn("Camera {} hangs in a read; left to itself until the system lets it go", source.device());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CameraMode mode() {
        return opened.mode();
    }

    @Override
    public Optional<Frame> take(long timeoutNanos) {
        return opened.pool().take(timeoutNanos);
    }

    @Override
    public long dropped() {
        return opened.pool().dropped() + loop.skipped();
    }

    @Override
    public void close() {
        opened.pool().close();
        if (thread.isAlive()) {
            stop(source, loop, thread);
        }
    }
}
