package io.lintel.core.door;

import io.lintel.core.gallery.PersonId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose face opens nothing for a while because their picture was shown too often. Only the person shown is locked out: whoever else
 * comes must not queue behind a prank. Bounded: of very many people attacked at a time, those attacked longest ago are forgotten. Of one
 * thread.
 *
 * <p>Source of the idea: NIST SP 800-63B §5.2.3 allows a biometric a few failed attempts in a row and then demands a pause of 30 s at
 * least.
 */
final class AttackLockout {
    /** Attacks older than this no longer count. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int PEOPLE_MAX = 64;

    private final int limit;
    private final long lockoutNanos;
    private final Map<PersonId, Attacks> attacked = new HashMap<>();

    private static final class Attacks {
        private final ArrayDeque<Long> nanos = new ArrayDeque<>();
        private final Timer lockout = new Timer();
    }

    /**
     * Nobody is locked out.
     *
     * @param limit attacks within {@link #MEMORY} that lock a person out; 0 for never
     * @param lockout how long
     */
    AttackLockout(int limit, Duration lockout) {
        this.limit = limit;
        this.lockoutNanos = lockout.toNanos();
    }

    /**
     * Somebody presented what looked like this person and not alive.
     *
     * @return whether that locks the person out, now or further
     */
    boolean attacked(PersonId person, long nowNanos) {
        if (limit == 0) {
            return false;
        }
        if (!attacked.containsKey(person) && attacked.size() == PEOPLE_MAX) {
            attacked.entrySet().stream()
                    .max((one, other) -> Long.compare(
                            nowNanos - one.getValue().nanos.getLast(), nowNanos - other.getValue().nanos.getLast()))
                    .map(Map.Entry::getKey)
                    .ifPresent(attacked::remove);
        }
        Attacks attacks = attacked.computeIfAbsent(person, _ -> new Attacks());
        attacks.nanos.addLast(nowNanos);
        while (attacks.nanos.size() > limit || nowNanos - attacks.nanos.getFirst() > MEMORY.toNanos()) {
            attacks.nanos.removeFirst();
        }
        if (attacks.nanos.size() < limit) {
            return false;
        }
        attacks.lockout.start(nowNanos, lockoutNanos);
        return true;
    }

    /** Whether this person's face opens nothing at present. */
    boolean holds(PersonId person, long nowNanos) {
        Attacks attacks = attacked.get(person);
        if (attacks == null || !attacks.lockout.running()) {
            return false;
        }
        if (attacks.lockout.expired(nowNanos)) {
            // Served: the next lock-out takes as many attacks as this one did.
            attacked.remove(person);
            return false;
        }
        return true;
    }
}
