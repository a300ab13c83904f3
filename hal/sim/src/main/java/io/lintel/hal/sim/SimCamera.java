package io.lintel.hal.sim;

import io.lintel.hal.Camera;
import io.lintel.hal.CameraMode;
import io.lintel.hal.Frame;
import io.lintel.hal.FramePool;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A camera whose pictures and faults are scripted. It moves when it is turned: by hand with {@link #step()} in a test (and under a
 * virtual clock), or by a {@link CameraPacer} in real time.
 *
 * <pre>{@code
 * var camera = new SimCamera("sim:lobby", SimCamera.mode(64, 48, 15), FrameSource.solid(90), clock);
 * camera.step();                       // one picture, stamped by the clock
 * camera.fault(CameraFault.FROZEN);    // from the next step on
 * }</pre>
 *
 * <p>Threading: {@link #step()} and {@link #fault} by one thread, {@link #take} by one other, {@link #close()} by any.
 */
public final class SimCamera implements Camera {
    private final String name;
    private final CameraMode mode;
    private final FrameSource source;
    private final LongSupplier nanos;
    private final FramePool pool;
    private final MemorySegment last;
    private volatile CameraFault fault = CameraFault.NONE;
    private volatile Runnable onClose = () -> {};
    private boolean failed;
    private long index;

    /**
     * A camera at rest.
     *
     * @param name what messages call it, {@code sim:lobby}
     * @param mode size, rate and format of its frames
     * @param source paints them
     * @param nanos the clock that stamps them, {@code System::nanoTime} in production
     */
    public SimCamera(String name, CameraMode mode, FrameSource source, LongSupplier nanos) {
        this.name = name;
        this.mode = mode;
        this.source = source;
        this.nanos = nanos;
        this.pool = new FramePool(FramePool.DEFAULT_SIZE, mode.width(), mode.height(), mode.format());
        this.last = MemorySegment.ofArray(new byte[mode.width() * mode.height() * mode.format().bytesPerPixel()]);
    }

    /** A BGR mode. */
    public static CameraMode mode(int width, int height, double framesPerSecond) {
        return new CameraMode(width, height, framesPerSecond, PixelFormat.BGR24, "simulated");
    }

    /** What is wrong from the next step on. */
    public void fault(CameraFault fault) {
        this.fault = fault;
    }

    /** Gives one picture, or does what the present fault does. */
    public void step() {
        long picture = index++;
        CameraFault now = fault;
        if (failed) {
            return;
        }
        switch (now) {
            case GONE -> fail(HalErrorKind.GONE, "the simulated camera was unplugged, as its script says");
            case CORRUPT -> fail(HalErrorKind.CORRUPT, "the simulated camera sends garbage, as its script says");
            case STUCK -> { /* Time passes, nothing comes. */ }
            case NONE, FROZEN, BLACK -> publish(picture, now);
        }
    }

    private void fail(HalErrorKind kind, String detail) {
        failed = true;
        pool.fail(new HalException(kind, "read camera", name, detail));
    }

    private void publish(long picture, CameraFault now) {
        Optional<Frame> room = pool.acquire();
        if (now == CameraFault.NONE) {
            // The last picture is kept apart from the frames, which may all be out or overwritten when it freezes.
            source.paint(picture, last);
        }
        if (room.isEmpty()) {
            return;
        }
        Frame frame = room.get();
        if (now == CameraFault.BLACK) {
            frame.pixels().fill((byte) 0);
        } else {
            frame.pixels().copyFrom(last);
        }
        frame.stamp(picture, nanos.getAsLong());
        pool.publish(frame);
    }

    /** Pictures given and withheld so far. */
    public long steps() {
        return index;
    }

    /** What {@link #close()} ends first, a pacer for one. */
    void onClose(Runnable action) {
        onClose = action;
    }

    @Override
    public CameraMode mode() {
        return mode;
    }

    @Override
    public Optional<Frame> take(long timeoutNanos) {
        return pool.take(timeoutNanos);
    }

    @Override
    public long dropped() {
        return pool.dropped();
    }

    @Override
    public void close() {
        onClose.run();
        pool.close();
    }
}
