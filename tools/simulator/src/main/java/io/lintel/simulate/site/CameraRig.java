package io.lintel.simulate.site;

import io.lintel.hal.Camera;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.sim.CameraFault;
import io.lintel.hal.sim.SimCamera;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The camera over the door and what it shows. Of one thread. */
public final class CameraRig {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final byte GREY = 90;

    private final VirtualClock clock;
    private Optional<SimCamera> camera = Optional.empty();
    private Optional<Visitor> before = Optional.empty();
    private Optional<Visitor> shown = Optional.empty();
    private CameraFault fault = CameraFault.NONE;
    private final List<Visit> visits = new ArrayList<>();
    private long seen = Long.MIN_VALUE;
    private long pictures;
    private long noise;

    /** Somebody was before the camera for a while; until {@link Long#MAX_VALUE} if they still are. */
    public record Visit(Visitor visitor, long from, long until) {}

    CameraRig(VirtualClock clock) {
        this.clock = clock;
    }

    /** The daemon opens it. */
    Camera open(LongSupplier nanos) {
        if (fault == CameraFault.GONE || fault == CameraFault.CORRUPT) {
            throw new HalException(HalErrorKind.GONE, "open camera", "sim:lobby", "nothing is plugged in");
        }
        SimCamera fresh = new SimCamera("sim:lobby", SimCamera.mode(WIDTH, HEIGHT, 15), (_, pixels) -> {
            pixels.fill(GREY);
            // A living sensor's noise, where everybody who samples the picture looks. It never comes again, after a restart neither.
            noise++;
            for (int i = 0; i < 8; i++) {
                pixels.set(ValueLayout.JAVA_BYTE, i, (byte) (noise >>> (8 * i)));
            }
        }, nanos);
        fresh.fault(fault);
        shown = Optional.empty(); // nor can one opened anew repeat a picture
        camera = Optional.of(fresh);
        return fresh;
    }

    /** The daemon is no more. */
    void abandon() {
        camera.ifPresent(SimCamera::close);
        camera = Optional.empty();
    }

    /** Something happens to it. */
    public void fault(CameraFault now) {
        fault = now;
        camera.ifPresent(open -> open.fault(now));
    }

    /** Somebody comes before it. */
    public void enter(Visitor visitor) {
        before.ifPresent(this::leave);
        before = Optional.of(visitor);
        visits.add(new Visit(visitor, clock.nanos(), Long.MAX_VALUE));
    }

    /** This one leaves. */
    public void leave(Visitor visitor) {
        if (before.filter(who -> who == visitor).isPresent()) {
            before = Optional.empty();
            visits.add(new Visit(visitor, visits.removeLast().from, clock.nanos()));
        }
    }

    /** All visits so far, oldest first. */
    public List<Visit> visits() {
        return visits;
    }

    /** Who stands before it. */
    public Optional<Visitor> before() {
        return before;
    }

    /** One picture. */
    void step() {
        switch (fault) {
            case NONE -> {
                shown = before;
                pictures++;
            }
            case BLACK, GONE, CORRUPT, STUCK -> shown = Optional.empty();
            case FROZEN -> { /* Shows for ever what it showed last. */ }
        }
        if (fault == CameraFault.NONE && camera.isPresent() && before.isPresent()) {
            seen = clock.nanos();
        }
        camera.ifPresent(SimCamera::step);
    }

    /** Which picture it is; a frozen camera repeats one. */
    long picture() {
        return pictures;
    }

    /** Who is on the picture. */
    Optional<Visitor> shown() {
        return shown;
    }

    /** When the present visitor, or the last one, was last on a fresh picture. */
    long seenNanos() {
        return seen;
    }
}
