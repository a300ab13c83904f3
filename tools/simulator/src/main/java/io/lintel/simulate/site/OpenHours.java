package io.lintel.simulate.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the door may stand open by its schedule, by what its clock shows and who came. Of one thread. */
public final class OpenHours {
    /** For so long nobody knows what the door believes of a clock that was set, or is believed or not since. */
    private static final Duration DOUBT = Duration.ofSeconds(5);
    /** No clock that shows less is believed. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private final Rules rules;
    private final VirtualClock clock;
    private final Causes causes;
    private final TreeMap<Long, Boolean> believed = new TreeMap<>();
    private boolean begun;

    OpenHours(Rules rules, VirtualClock clock, Causes causes) {
        this.rules = rules;
        this.clock = clock;
        this.causes = causes;
    }

    /** From now on the clock is said to be right, or not. */
    void believed(boolean right) {
        believed.put(clock.nanos(), right);
    }

    /** Whether the door believed its clock at that moment; empty if nobody outside can know. */
    public Optional<Boolean> believedAt(long moment) {
        long doubt = DOUBT.toNanos();
        boolean unsure = !believed.subMap(moment - doubt, true, moment + doubt, true).isEmpty() || clock.setNear(moment, DOUBT);
        if (unsure || believed.floorEntry(moment) == null) {
            return Optional.empty();
        }
        return Optional.of(believed.floorEntry(moment).getValue() && !clock.wallAt(moment).isBefore(EARLIEST));
    }

    /** Somebody came who may begin it, or an operator lets it begin. */
    public void somebodyCame() {
        begun = true;
    }

    /** Enters it in the ledger while it may hold. */
    void keepLedger() {
        boolean hours = rules.alwaysOpen().filter(open -> open.hold(clock.wall())).isPresent();
        begun &= hours;
        if (hours && (begun || !rules.firstPerson()) && believedAt(clock.nanos()).orElse(true)) {
            causes.lasts(Causes.Kind.SCHEDULE, Causes.NOTICE_NANOS);
        }
    }
}
