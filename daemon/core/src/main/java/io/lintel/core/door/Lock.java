package io.lintel.core.door;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Why the lock is released, cause by cause, and what of that has been told to the relay. A cause is a running timer, the fire alarm, or
 * an always-open window that holds; nothing else ever releases. Of one thread.
 */
final class Lock {
    /** Of a grant by face. */
    final Timer grant = new Timer();
    /** Of a request to exit. */
    final Timer exit = new Timer();
    /** Of an operator's unlock. */
    final Timer operator = new Timer();

    private boolean fire;
    private boolean alwaysOpen;
    private boolean released;

    void fire(boolean active) {
        fire = active;
    }

    boolean fire() {
        return fire;
    }

    void alwaysOpen(boolean holds) {
        alwaysOpen = holds;
    }

    boolean alwaysOpen() {
        return alwaysOpen;
    }

    /** Ends every cause but fire. */
    void cancel() {
        alwaysOpen = false;
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
        return fire || alwaysOpen || grant.running() || exit.running() || operator.running();
    }

    /** Whether the door is meant to stand open for a while. */
    boolean heldOnPurpose() {
        return fire || alwaysOpen || operator.running();
    }

    /** When it locks again by itself; empty if it is locked, or nobody knows yet. */
    OptionalLong relockNanos() {
        if (fire || alwaysOpen) {
            return OptionalLong.empty();
        }
        return Stream.of(grant, exit, operator)
                .filter(Timer::running)
                .mapToLong(Timer::deadlineNanos)
                .reduce((one, other) -> one - other > 0 ? one : other);
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
