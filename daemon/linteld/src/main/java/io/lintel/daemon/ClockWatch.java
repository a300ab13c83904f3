package io.lintel.daemon;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.hal.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts it on record when the wall clock jumps or its synchronisation comes or goes. By such an event under a synchronised clock, what
 * happened before in the same boot can be given its true time ({@link io.lintel.core.attendance.ClockAnchors}). Threading: the
 * supervisor's.
 */
final class ClockWatch implements Runnable {
    /** A smaller change is a correction, not a jump. */
    static final Duration JUMP = Duration.ofMillis(500);
    /** A clock that is never at rest makes no more than one event in this time. */
    static final Duration REST = Duration.ofMinutes(1);

    private final Supplier<ClockQuality> clock;
    private final EventSink journal;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private boolean synchronised;
    private Instant bootTime = Instant.EPOCH;
    private boolean begun;
    private boolean told;
    private long toldNanos;

    ClockWatch(Supplier<ClockQuality> clock, EventSink journal, LongSupplier nanos, InstantSource wall) {
        this.clock = clock;
        this.journal = journal;
        this.nanos = nanos;
        this.wall = wall;
    }

    @Override
    public void run() {
        boolean nowSynchronised = clock.get().synchronised();
        Moment now = new Moment(nanos.getAsLong(), wall.instant());
        Instant nowBootTime = now.wall().minusNanos(now.nanos());
        if (!begun) {
            begun = true;
            synchronised = nowSynchronised;
            bootTime = nowBootTime;
            return;
        }
        Duration jump = Duration.between(bootTime, nowBootTime);
        boolean jumped = jump.abs().compareTo(JUMP) > 0;
        boolean resting = told && now.nanos() - toldNanos < REST.toNanos();
        if ((!jumped && nowSynchronised == synchronised) || resting) {
            return;
        }
        Map<String, String> detail = new TreeMap<>();
        detail.put("synchronised", String.valueOf(nowSynchronised));
        detail.put("jump_ms", String.valueOf(jumped ? jump.toMillis() : 0));
        if (journal.offer(DoorEvent.of(EventType.HEALTH_CLOCK, now, detail))) {
            told = true;
            toldNanos = now.nanos();
            synchronised = nowSynchronised;
            bootTime = nowBootTime;
        }
    }
}
