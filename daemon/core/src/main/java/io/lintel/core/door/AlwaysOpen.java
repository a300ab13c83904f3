package io.lintel.core.door;

import io.lintel.core.access.AlwaysOpenRule;
import io.lintel.core.door.DoorInput.LastLock;
import io.lintel.core.event.Moment;
import io.lintel.core.schedule.Schedule;
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
    /** Of eight days each: no clock is set further ahead while the door runs. */
    private static final int STRETCHES_MAX = 1_000;

    private final Optional<AlwaysOpenRule> rule;
    private final Timer look = new Timer();
    private boolean clockTrusted;
    private boolean recalled;
    private boolean endWanted;
    /** Whether the end was wanted while the clock could not be believed. */
    private boolean undated;
    private String endedBy = SCHEDULE;
    private Optional<Map<String, String>> dated = Optional.empty();
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
        if (clockTrusted) {
            follow();
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

    /** The window that was ended: also after it was looked at long ago, and when the clock was set meanwhile. */
    private void follow() {
        if (endWanted) {
            endWanted = false;
            // The later: a clock that is put back for a while revives no window.
            endedUntil = until.filter(end -> endedUntil.filter(end::isBefore).isEmpty()).or(() -> endedUntil);
            dated = undated ? Optional.of(Map.of("by", endedBy, "clock", "set")) : Optional.empty();
            undated = false;
        }
        endedUntil = endedUntil.flatMap(this::followed);
    }

    /** A schedule tells an end only so far ahead: what holds around the clock goes on being the window that was ended. */
    private Optional<Instant> followed(Instant end) {
        if (end.isAfter(now.plus(Schedule.HELD_MAX))) {
            return until; // The clock was ahead then, and was put back since.
        }
        Instant last = end;
        for (int stretch = 0; !last.isAfter(now); stretch++) {
            Instant from = last;
            Optional<Instant> further = rule.flatMap(each -> each.schedule().heldUntil(from));
            if (further.isEmpty()) {
                return Optional.of(end);
            }
            if (stretch == STRETCHES_MAX) {
                return until;
            }
            last = further.get();
        }
        return Optional.of(last);
    }

    /** An operator ends the window; when the clock cannot be believed, the one that proves to hold. */
    void end(String operator) {
        endWanted = true;
        undated |= !clockTrusted;
        endedBy = operator;
    }

    /** For an event, once: an end that was wanted while the clock could not be believed is dated now. */
    Optional<Map<String, String>> takeDated() {
        Optional<Map<String, String>> taken = dated;
        dated = Optional.empty();
        return taken;
    }

    /** An operator lets the window that was ended go on. */
    void resume(String operator) {
        endWanted = false;
        undated = false;
        endedUntil = Optional.empty();
        begin();
        by = operator;
    }

    void clock(boolean trusted) {
        clockTrusted = trusted;
    }

    /** What was before the start is known now; later words do not count. */
    void recall(Optional<LastLock> locked) {
        if (recalled) {
            return;
        }
        recalled = true;
        Optional<Instant> at = locked.flatMap(LastLock::at);
        if (locked.isPresent() && at.isEmpty() && !endWanted) {
            end(locked.get().by());
            undated = true;
        }
        endedUntil = endedUntil.or(() -> rule.flatMap(each -> at.flatMap(each.schedule()::heldUntil)));
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
