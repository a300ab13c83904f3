package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.site.CameraRig;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Rules;
import io.lintel.simulate.site.Rules.Factor;

/** Whoever is granted access stood before the camera just then, in person. */
final class GrantIsDeserved implements Oracle {
    private static final long LATE_NANOS = 2 * Causes.NOTICE_NANOS;

    private final View view;

    GrantIsDeserved(View view) {
        this.view = view;
    }

    @Override
    public void received(StampedEvent event) {
        if (event.event().type() != EventType.ACCESS_GRANTED || !view.site().process().knows(event.stamp().boot())) {
            return;
        }
        long when = view.site().process().nanosOf(event.stamp().boot(), event.event().monoNanos());
        // A face may have waited for its second factor.
        Rules rules = view.site().plan().rules();
        long late = LATE_NANOS + (rules.factor() == Factor.NONE ? 0 : rules.factorTime().toNanos());
        for (CameraRig.Visit visit : view.site().camera().visits()) {
            boolean then = visit.from() <= when && (visit.until() == Long.MAX_VALUE || when - visit.until() <= late);
            if (then && visit.visitor().genuine() && visit.visitor().looksLike().equals(event.event().person())) {
                return;
            }
        }
        throw violation("granted to " + event.event().person() + " at " + View.moment(when) + ", who was not there");
    }
}
