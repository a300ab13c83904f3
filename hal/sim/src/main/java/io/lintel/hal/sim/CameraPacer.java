package io.lintel.hal.sim;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Turns a {@link SimCamera} in real time on a daemon thread of its own, until the camera is closed. */
public final class CameraPacer {
    private final SimCamera camera;
    private final FaultScript script;
    private final LongSupplier nanos;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean stopped;

    private CameraPacer(SimCamera camera, FaultScript script, LongSupplier nanos) {
        this.camera = camera;
        this.script = script;
        this.nanos = nanos;
        this.intervalNanos = Math.round(1e9 / camera.mode().framesPerSecond());
        this.thread = Thread.ofPlatform().name("lintel-sim-camera").daemon().unstarted(this::run);
    }

    /**
     * Starts turning the camera at its mode's rate, which must be positive; closing the camera ends it.
     *
     * @param script which fault comes when
     * @param nanos real monotonic time, {@code System::nanoTime}
     */
    public static void start(SimCamera camera, FaultScript script, LongSupplier nanos) {
        if (!(camera.mode().framesPerSecond() > 0)) {
            throw new IllegalArgumentException("a camera of " + camera.mode().framesPerSecond() + " frames a second cannot be paced");
        }
        CameraPacer pacer = new CameraPacer(camera, script, nanos);
        camera.onClose(pacer::stop);
        pacer.thread.start();
    }

    private void run() {
        long due = nanos.getAsLong();
        while (!stopped) {
            long wait = due - nanos.getAsLong();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                camera.fault(script.at(camera.steps()));
                camera.step();
                // A machine that slept does not owe the frames it missed.
                due = Math.max(due + intervalNanos, nanos.getAsLong() - intervalNanos);
            }
        }
    }

    private void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
