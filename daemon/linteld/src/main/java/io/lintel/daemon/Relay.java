package io.lintel.daemon;

import io.lintel.daemon.health.Component;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.OutputLine;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * An output that rests, through a line that may come and go: the lock first of all. Released or not is its owner's word; energised or not
 * follows from the wiring: a strike (fail-secure) needs current to open, a maglock (fail-safe) needs it to hold. The line is born at rest,
 * and closing returns it to rest. Threading: its owner's.
 */
final class Relay implements AutoCloseable {
    private static final long BACK_OFF_FIRST_NANOS = 250_000_000L;
    private static final long BACK_OFF_LIMIT_NANOS = 5_000_000_000L;
    /** How often the line is told again what it was told last. */
    private static final long REFRESH_NANOS = 1_000_000_000L;

    private final String table;
    private final Supplier<OutputLine> opener;
    private final boolean failSafe;
    private final Component health;
    private final BackOff backOff;
    private Optional<OutputLine> line = Optional.empty();
    private boolean released;
    private long drivenNanos;

    /**
     * A relay with its line still closed.
     *
     * @param table where the configuration names the line
     * @param opener requests the line at rest, which is energised exactly if {@code failSafe}
     * @param failSafe whether it needs current to rest
     */
    Relay(String table, Supplier<OutputLine> opener, boolean failSafe, Component health, RandomGenerator random) {
        this.table = table;
        this.opener = opener;
        this.failSafe = failSafe;
        this.health = health;
        this.backOff = new BackOff(BACK_OFF_FIRST_NANOS, BACK_OFF_LIMIT_NANOS, random);
    }

    /** Releases or lets rest; false if the line could not be driven, which is remembered and made up for when it returns. */
    boolean drive(boolean release, long nowNanos) {
        released = release;
        if (line.isEmpty()) {
            return false;
        }
        try {
            line.get().set(release != failSafe);
            drivenNanos = nowNanos;
            return true;
        } catch (HalException e) {
            lose(e, nowNanos);
            return false;
        }
    }

    /**
     * Opens the line if it is not and it is time to try; returns whether it is open. One that is open is driven again now and then to
     * where it should be: nothing else tells that it has died, and a lock that should be released would stay locked unnoticed.
     */
    boolean keep(long nowNanos) {
        if (line.isPresent()) {
            return nowNanos - drivenNanos < REFRESH_NANOS || drive(released, nowNanos);
        }
        if (!backOff.ready(nowNanos)) {
            return false;
        }
        try {
            line = Optional.of(opener.get());
            drivenNanos = nowNanos;
            backOff.succeeded();
            health.ok("line open");
        } catch (HalException e) {
            lose(e, nowNanos);
            return false;
        }
        return !released || drive(true, nowNanos);
    }

    /** Whether the line is open. */
    boolean isOpen() {
        return line.isPresent();
    }

    @Override
    public void close() {
        line.ifPresent(OutputLine::close);
        line = Optional.empty();
        released = false;
    }

    private void lose(HalException e, long nowNanos) {
        line.ifPresent(OutputLine::close);
        line = Optional.empty();
        backOff.failed(nowNanos);
        health.offline(String.valueOf(e.getMessage()), advice(e.kind()));
    }

    private String advice(HalErrorKind kind) {
        return switch (kind) {
            case BUSY -> "stop the other program that holds the line; see lintel gpio list";
            case DENIED -> "add the service's user to the group \"gpio\"";
            case UNSUPPORTED -> "this machine has no such line; check [gpio] provider and [" + table + "]";
            case GONE, TIMEOUT, CORRUPT, EXHAUSTED, OTHER -> "check [" + table + "] against lintel gpio list; it is tried again by itself";
        };
    }
}
