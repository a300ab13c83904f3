package io.lintel.daemon.health;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Decides which changes of one component are told, in the journal and the log: turning worse at once; getting better at once, too,
 * unless the last recovery that was told did not last. Then the next must hold for 30 s, and twice as long each time that happens
 * again, up to 16 min; 10 min of peace after a recovery bring the old trust back. So a component that flaps for a day costs some two
 * hundred events, not tens of thousands: on a disk that is nearly full they would fill it. The idea is that of route flap damping
 * (RFC 2439). While a component stays as bad, another advice means another cause: that is told once for each advice.
 *
 * <p>Threading: guarded by its owner.
 */
final class Damping {
    static final long CALM_LEAST_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long CALM_MOST_NANOS = TimeUnit.MINUTES.toNanos(16);
    static final long PEACE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final int ADVICE_MAX = 8;

    private final Set<String> advised = new HashSet<>();
    private ComponentHealth current;
    private HealthState told = HealthState.OK;
    private boolean recovered;
    private long recoveredNanos;
    private long calmNanos;
    private boolean held;
    private long heldNanos;
    private long relapses;

    Damping(ComponentHealth current) {
        this.current = current;
    }

    /** Takes note of a state; what is to be told of it now, if anything. */
    Optional<ComponentHealth> report(ComponentHealth now, long nanos) {
        current = now;
        int change = now.state().compareTo(told);
        if (change < 0 && calmNanos == 0) {
            return Optional.of(better(nanos));
        }
        if (change < 0) {
            if (!held) {
                held = true;
                heldNanos = nanos;
            }
            return Optional.empty();
        }
        if (held) {
            held = false;
            relapses++;
        }
        if (change > 0) {
            return Optional.of(worse(nanos));
        }
        boolean otherCause = now.state() != HealthState.OK && advised.size() < ADVICE_MAX && advised.add(now.todo());
        return otherCause ? Optional.of(current) : Optional.empty();
    }

    /** What is to be told now because it has lasted. */
    Optional<ComponentHealth> settle(long nanos) {
        return held && nanos - heldNanos >= calmNanos ? Optional.of(better(nanos)) : Optional.empty();
    }

    private ComponentHealth worse(long nanos) {
        if (recovered) {
            calmNanos = nanos - recoveredNanos < PEACE_NANOS
                    ? Math.clamp(2 * calmNanos, CALM_LEAST_NANOS, CALM_MOST_NANOS)
                    : 0;
            recovered = false;
        }
        told = current.state();
        advised.add(current.todo());
        return current;
    }

    private ComponentHealth better(long nanos) {
        ComponentHealth news = relapses == 0
                ? current
                : new ComponentHealth(
                        current.component(),
                        current.state(),
                        current.detail() + " (failed " + relapses + " more times meanwhile)",
                        current.todo(),
                        current.since());
        told = current.state();
        advised.clear();
        advised.add(current.todo());
        recovered = true;
        recoveredNanos = nanos;
        held = false;
        relapses = 0;
        return news;
    }
}
