package io.lintel.simulate.disk;

/** The process ends in the middle of a write. No handler of the daemon's may mistake it for trouble it could deal with. */
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("the process ended here", null, false, false);
    }
}
