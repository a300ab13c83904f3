package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Causes;
import io.lintel.simulate.site.Rules.Factor;
import io.lintel.simulate.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whoever is forced to open the door is told of; and where the code for it is a second factor, whoever waited for one is granted or
 * refused as ever.
 */
final class DuressIsTold implements Oracle {
    private static final long BOUND_NANOS = Causes.NOTICE_NANOS;
    /** Before it, everything must have been as it should for this long. */
    private static final long BEFORE_NANOS = Duration.ofSeconds(2).toNanos();

    private final View view;
    private final Ink ink;
    private final List<Long> due = new ArrayList<>();
    private int seen;

    DuressIsTold(View view) {
        this.view = view;
        this.ink = new Ink(view);
    }

    @Override
    public void step() {
        ink.watch();
        Site site = view.site();
        List<Long> all = site.keypad().duresses();
        while (seen < all.size() && view.now() - all.get(seen) >= BOUND_NANOS) {
            long when = all.get(seen++);
            long span = view.now() - when + BEFORE_NANOS;
            if (site.process().upFor(span, view.now()) && site.wiresGoodFor(span)) {
                due.add(when);
            }
        }
    }

    @Override
    public void settled(List<Row> rows) {
        List<Told> all = view.told(rows);
        List<Told> told = all.stream().filter(each -> each.is(EventType.DOOR_DURESS)).toList();
        for (long when : due) {
            boolean there = told.stream().anyMatch(each -> each.nanos() >= when - Told.EXACT_NANOS && each.nanos() <= when + BOUND_NANOS);
            if (!there && !ink.mayBeLost(when)) {
                throw violation("somebody was forced at " + View.moment(when) + " and no event says so");
            }
        }
        if (view.site().plan().rules().factor() != Factor.NONE) {
            told.forEach(each -> decided(each, all));
        }
    }

    private void decided(Told duress, List<Told> all) {
        long from = duress.nanos() - view.site().plan().unlock().toNanos() - BEFORE_NANOS;
        boolean there = duress.event().person().isEmpty() || all.stream()
                .filter(each -> each.is(EventType.ACCESS_GRANTED) || each.is(EventType.ACCESS_DENIED))
                .filter(each -> each.event().person().equals(duress.event().person()))
                .anyMatch(each -> each.nanos() >= from && each.nanos() <= duress.nanos());
        if (!there) {
            throw violation(duress + " by " + duress.event().person() + ", about whom nothing was decided");
        }
    }
}
