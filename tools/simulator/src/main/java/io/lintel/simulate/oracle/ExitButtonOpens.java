package io.lintel.simulate.oracle;

import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.DoorPlan;
import io.lintel.simulate.site.Site;
import io.lintel.simulate.site.Switch;
import java.time.Duration;
import java.util.ArrayDeque;

/** Every press of the exit button opens, in a lockdown too, as long as the lines are there and the daemon runs. */
final class ExitButtonOpens implements Oracle {
    /** What a press must outlast: the debounce, and one step of the world in which it is looked at. */
    private static final long LEAST_NANOS = DoorPlan.DEBOUNCE.plusMillis(40).toNanos();

    private static final long BOUND_NANOS = Causes.NOTICE_NANOS;
    /** Before the press, everything must have been as it should for this long. */
    private static final long BEFORE_NANOS = Duration.ofSeconds(2).toNanos();

    private final View view;
    private final ArrayDeque<Long> presses = new ArrayDeque<>();
    private long last = -1;

    ExitButtonOpens(View view) {
        this.view = view;
    }

    @Override
    public void step() {
        Site site = view.site();
        Switch button = site.at(Switch.Role.REX);
        long now = view.now();
        if (button.active() && !button.restless() && now - button.since() >= LEAST_NANOS && button.since() != last) {
            last = button.since();
            presses.add(last);
        }
        while (!presses.isEmpty() && now - presses.peek() >= BOUND_NANOS) {
            long press = presses.remove();
            boolean must = site.process().upFor(now - press + BEFORE_NANOS, now) && site.wiresGoodFor(now - press + BEFORE_NANOS);
            if (must && !site.relay().releasedWithin(press, now)) {
                throw violation("pressed at " + View.moment(press) + " and still locked at " + View.moment(now));
            }
        }
    }
}
