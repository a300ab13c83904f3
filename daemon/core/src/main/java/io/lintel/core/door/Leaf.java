package io.lintel.core.door;

/**
 * The door leaf as the contact shows it: closed, open with a cause, held, forced. Of one thread.
 *
 * <p>Held time counts from the moment the door opened or from the end of whatever held it open on purpose, whichever is later; people who
 * need more time get it here as well.
 */
final class Leaf {
    private final long warningNanos;
    private final long alarmNanos;
    private final Timer warning = new Timer();
    private final Timer alarm = new Timer();
    private long extraNanos;
    private boolean open;
    private boolean held;
    private boolean forced;

    /** Zero for never. */
    Leaf(long warningNanos, long alarmNanos) {
        this.warningNanos = warningNanos;
        this.alarmNanos = alarmNanos;
    }

    /**
     * The contact opened.
     *
     * @param extra by how much later it counts as held, nanoseconds
     */
    void opened(long nowNanos, boolean withCause, long extra) {
        extraNanos = extra;
        open = true;
        forced = !withCause;
        held = false;
        // A forced door is in alarm already.
        if (!forced && warningNanos > 0) {
            warning.start(nowNanos, warningNanos + extra);
        }
        if (!forced && alarmNanos > 0) {
            alarm.start(nowNanos, alarmNanos + extra);
        }
    }

    /** Returns whether this ends a held or forced door. */
    boolean closed() {
        boolean secured = held || forced;
        open = false;
        held = false;
        forced = false;
        warning.stop();
        alarm.stop();
        return secured;
    }

    /** Begins to count anew what is still to be reported: the door has been held on purpose until now. */
    void heldOnPurpose(long nowNanos) {
        if (warning.running()) {
            warning.start(nowNanos, warningNanos + extraNanos);
        }
        if (alarm.running()) {
            alarm.start(nowNanos, alarmNanos + extraNanos);
        }
    }

    boolean warningDue(long nowNanos) {
        return becameHeld(warning.expired(nowNanos));
    }

    boolean alarmDue(long nowNanos) {
        return becameHeld(alarm.expired(nowNanos));
    }

    private boolean becameHeld(boolean due) {
        held |= due;
        return due;
    }

    boolean open() {
        return open;
    }

    boolean held() {
        return held;
    }

    boolean forced() {
        return forced;
    }

    Timer warning() {
        return warning;
    }

    Timer alarm() {
        return alarm;
    }
}
