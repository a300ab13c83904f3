package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** In the end the hub has exactly what the journal has, and what was pruned from it. */
final class HubHasAll implements Oracle {
    private final View view;
    private final EventCodec codec = new EventCodec();

    HubHasAll(View view) {
        this.view = view;
    }

    @Override
    public void settled(List<Row> rows) {
        Set<UUID> there = new HashSet<>();
        for (Row row : rows) {
            there.add(row.id());
            StampedEvent got = view.hub().events().get(row.id());
            if (got == null) {
                throw violation("the hub never got event " + row);
            }
            StampedEvent sent = codec.decode(row.body());
            if (!sent.stamp().equals(got.stamp()) || !sent.event().equals(got.event())) {
                throw violation("the hub got another event " + row);
            }
        }
        long first = rows.isEmpty() ? Long.MAX_VALUE : rows.getFirst().seq();
        for (StampedEvent got : view.hub().events().values()) {
            if (got.stamp().seq() >= first && !there.contains(got.stamp().id())) {
                throw violation("the hub has event " + got.stamp().seq() + " " + got.stamp().id() + ", the journal has not");
            }
        }
    }
}
