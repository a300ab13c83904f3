package io.lintel.core.door;

import java.util.List;

/**
 * Why the lock is released, cause by cause, and what of that has been told to the relay. A cause is either a running timer or the
 * fire alarm; nothing else ever releases. Of one thread.
 */
final class Lock {
    /** Of a grant by face. */
    final Timer grant = new Timer();
    /** Of a request to exit. */
    final Timer exit = new Timer();
    /** Of an operator's unlock. */
    final Timer operator = new Timer();

    private boolean fire;
    private boolean released;

    void fire(boolean active) {
        fire = active;
    }

    boolean fire() {
        return fire;
    }

    /** Ends every cause but fire. */
    void cancel() {
        grant.stop();
        exit.stop();
        operator.stop();
    }

    /** Ends those causes that let one person through: they have opened the door. */
    void passed() {
        grant.stop();
        exit.stop();
    }

    /** Ends the causes whose time is over. */
    void expire(long nowNanos) {
        grant.expired(nowNanos);
        exit.expired(nowNanos);
        operator.expired(nowNanos);
    }

    /** Whether any cause lives. */
    boolean live() {
        return fire || grant.running() || exit.running() || operator.running();
    }

    /** Whether the door is meant to stand open for a while. */
    boolean heldOnPurpose() {
        return fire || operator.running();
    }

    /** What the relay was last told. */
    boolean released() {
        return released;
    }

    /** Tells the relay, if what it was told is no longer true; returns whether it was locked just now. */
    boolean settle(List<DoorAction> actions) {
        if (released == live()) {
            return false;
        }
        released = live();
        actions.add(new DoorAction.Release(released));
        return !released;
    }
}
