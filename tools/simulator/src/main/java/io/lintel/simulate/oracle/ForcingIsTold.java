package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Site;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Whoever breaks a locked door open is told of, where there is a contact to see it. */
final class ForcingIsTold implements Oracle {
    private static final long BOUND_NANOS = Causes.NOTICE_NANOS;
    /** Before it, the door must have been locked, and all else as it should be, for this long. */
    private static final long BEFORE_NANOS = Duration.ofSeconds(2).toNanos();

    private final View view;
    private final Ink ink;
    private final ArrayDeque<Long> forced = new ArrayDeque<>();
    private final List<Long> due = new ArrayList<>();
    private int seen;

    ForcingIsTold(View view) {
        this.view = view;
        this.ink = new Ink(view);
    }

    @Override
    public void step() {
        ink.watch();
        Site site = view.site();
        for (; seen < site.forcings().size(); seen++) {
            forced.add(site.forcings().get(seen));
        }
        while (!forced.isEmpty() && view.now() - forced.peek() >= BOUND_NANOS) {
            long when = forced.remove();
            long span = view.now() - when + BEFORE_NANOS;
            boolean locked = !site.relay().releasedWithin(when - BEFORE_NANOS, when + BOUND_NANOS);
            if (locked && site.process().upFor(span, view.now()) && site.wiresGoodFor(span)) {
                due.add(when);
            }
        }
    }

    @Override
    public void settled(List<Row> rows) {
        EventCodec codec = new EventCodec();
        List<Long> told = new ArrayList<>();
        rows.stream().map(row -> codec.decode(row.body())).forEach(event -> collect(event, told));
        view.hub().events().values().forEach(event -> collect(event, told));
        for (long when : due) {
            boolean there = told.stream().anyMatch(each -> each >= when && each <= when + BOUND_NANOS);
            if (!there && !ink.mayBeLost(when)) {
                throw violation("broken open at " + View.moment(when) + " and no event says so");
            }
        }
    }

    private void collect(StampedEvent event, List<Long> told) {
        if (event.event().type() == EventType.DOOR_FORCED && view.site().process().knows(event.stamp().boot())) {
            told.add(view.site().process().nanosOf(event.stamp().boot(), event.event().monoNanos()));
        }
    }
}
