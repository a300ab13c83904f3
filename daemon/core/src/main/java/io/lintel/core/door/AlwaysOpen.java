package io.lintel.core.door;

import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.event.Moment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the door stands unlocked for everybody now. A window holds only while the wall clock can be believed and once it is known what
 * was before the start; where so configured, only from its first person on; and no more once an operator or a lockdown has ended it. Of
 * one thread.
 */
final class AlwaysOpen {
    private static final String SCHEDULE = "schedule";
    /** The wall clock may be set at any time, so it is looked at this often. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Optional<AlwaysOpenRule> rule;
    private final Timer look = new Timer();
    private boolean clockTrusted;
    private boolean recalled;
    private boolean endWanted;
    private String by = SCHEDULE;
    private Instant now = Instant.EPOCH;
    /** The end of the window that holds now; empty between windows. */
    private Optional<Instant> until = Optional.empty();
    /** The end of the window that a first person began. */
    private Optional<Instant> begunUntil = Optional.empty();
    /** The end of the window that an operator ended. */
    private Optional<Instant> endedUntil = Optional.empty();

    AlwaysOpen(Optional<AlwaysOpenRule> rule) {
        this.rule = rule;
    }

    /** Looks at the wall clock. */
    void look(Moment at) {
        if (rule.isEmpty()) {
            return;
        }
        now = at.wall();
        until = clockTrusted ? rule.get().schedule().heldUntil(now) : Optional.empty();
        if (until.isEmpty()) {
            begunUntil = Optional.empty();
            by = SCHEDULE;
        }
        if (endWanted && clockTrusted) {
            endedUntil = until;
            endWanted = false;
        }
        long wait = until.filter(end -> end.isBefore(now.plusNanos(LOOK_NANOS)))
                .map(end -> Math.max(1, end.toEpochMilli() - now.toEpochMilli()) * 1_000_000)
                .orElse(LOOK_NANOS);
        look.start(at.nanos(), wait);
    }

    /** Somebody who may begin the window was granted, or an operator lets it begin. */
    void begin() {
        begunUntil = until;
        by = SCHEDULE;
    }

    /** An operator ends the window; when the clock cannot be believed, the one that proves to hold. */
    void end() {
        endWanted = true;
    }

    /** An operator lets the window that was ended go on. */
    void resume(String operator) {
        endWanted = false;
        endedUntil = Optional.empty();
        begin();
        by = operator;
    }

    void clock(boolean trusted) {
        clockTrusted = trusted;
    }

    /** What was before the start is known now; later words do not count. */
    void recall(Optional<Instant> lockedAt) {
        if (!recalled) {
            recalled = true;
            endedUntil = endedUntil.or(() -> rule.flatMap(each -> lockedAt.flatMap(each.schedule()::heldUntil)));
        }
    }

    boolean open() {
        return state() == AlwaysOpenState.OPEN;
    }

    AlwaysOpenState state() {
        if (rule.isEmpty()) {
            return AlwaysOpenState.NONE;
        }
        if (!clockTrusted) {
            return AlwaysOpenState.CLOCK_UNTRUSTED;
        }
        if (until.isEmpty() || !recalled) {
            return AlwaysOpenState.CLOSED;
        }
        if (endWanted || lies(endedUntil)) {
            return AlwaysOpenState.ENDED;
        }
        return rule.get().firstPerson() && !lies(begunUntil) ? AlwaysOpenState.WAITING : AlwaysOpenState.OPEN;
    }

    /** When the window that holds now ends. */
    Optional<Instant> until() {
        return until;
    }

    /** For events: who let the window hold or end, and of which schedule it is. */
    Map<String, String> detail() {
        String who = open() ? by : SCHEDULE;
        return rule.map(each -> Map.of("by", who, "schedule", each.schedule().name())).orElse(Map.of());
    }

    Timer looking() {
        return look;
    }

    private boolean lies(Optional<Instant> end) {
        return end.filter(now::isBefore).isPresent();
    }
}
