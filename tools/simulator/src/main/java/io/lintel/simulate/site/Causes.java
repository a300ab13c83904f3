package io.lintel.simulate.site;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What may have released the lock: a ledger kept from what the world did to the door, never from what the door says. A cause allows the
 * release for as long as it may last at the latest. Of one thread.
 */
public final class Causes {
    /** For so long something may go unnoticed by agents that are held up. */
    public static final long NOTICE_NANOS = Duration.ofMillis(1_300).toNanos();

    /** Who may release. */
    public enum Kind {
        FACE,
        EXIT,
        OPERATOR,
        FIRE,
        SCHEDULE
    }

    private final VirtualClock clock;
    private final long unlockNanos;
    private final Map<Kind, Long> until = new EnumMap<>(Kind.class);

    Causes(VirtualClock clock, Duration unlock) {
        this.clock = clock;
        this.unlockNanos = unlock.toNanos();
    }

    /** Somebody for whom it may open was seen, or the exit button was pressed. */
    void unlocks(Kind kind) {
        lasts(kind, unlockNanos);
    }

    /** Something releases for so long from when it is noticed. */
    public void lasts(Kind kind, long nanos) {
        until.merge(kind, clock.nanos() + NOTICE_NANOS + nanos, Math::max);
    }

    /** This kind ends as soon as that is noticed. */
    public void end(Kind kind) {
        until.computeIfPresent(kind, (_, end) -> Math.min(end, clock.nanos() + NOTICE_NANOS));
    }

    /** A lock command or a lockdown: ends all but fire. */
    public void cancel() {
        end(Kind.FACE);
        end(Kind.EXIT);
        end(Kind.OPERATOR);
    }

    /** Somebody opened the door: ends what lets one person through. */
    void passed() {
        end(Kind.FACE);
        end(Kind.EXIT);
    }

    /** Whether the lock may be released now. */
    public boolean live() {
        long now = clock.nanos();
        return until.values().stream().anyMatch(end -> end >= now);
    }

    /** Whether this kind may release now. */
    public boolean live(Kind kind) {
        return until.getOrDefault(kind, -1L) >= clock.nanos();
    }

    /** When the last one ended. */
    public long lastEnd() {
        return until.values().stream().mapToLong(Long::longValue).max().orElse(-1);
    }
}
