package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.site.DoorComputer.Recall;

/** No process grants a face before it has begun to read what was before it: there may be a lockdown in it. */
final class MemoryComesFirst implements Oracle {
    private final View view;

    MemoryComesFirst(View view) {
        this.view = view;
    }

    @Override
    public void received(StampedEvent event) {
        view.told(event).filter(told -> told.is(EventType.ACCESS_GRANTED)).ifPresent(grant -> {
            for (Recall recall : view.computer().recalls().reversed()) {
                if (recall.start() <= grant.nanos()) {
                    if (grant.nanos() + Told.EXACT_NANOS < recall.begun()) {
                        throw violation(grant + " came before the process of " + View.moment(recall.start()) + " knew what was before it");
                    }
                    return;
                }
            }
        });
    }
}
