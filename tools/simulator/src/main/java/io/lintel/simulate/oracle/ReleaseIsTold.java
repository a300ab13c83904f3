package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import io.lintel.simulate.site.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every release has an event that explains it, on disk and at the hub, unless the process ended before it could be written: within
 * moments of the release, or while the disk was in trouble.
 */
final class ReleaseIsTold implements Oracle {
    private static final Set<EventType> EXPLAIN =
            Set.of(EventType.ACCESS_GRANTED, EventType.DOOR_REX, EventType.DOOR_UNLOCKED, EventType.DOOR_FIRE);
    private static final long AROUND_NANOS = Duration.ofMillis(20).toNanos();

    private final View view;
    private final Ink ink;

    ReleaseIsTold(View view) {
        this.view = view;
        this.ink = new Ink(view);
    }

    @Override
    public void step() {
        ink.watch();
    }

    @Override
    public void settled(List<Row> rows) {
        EventCodec codec = new EventCodec();
        TreeSet<Long> explained = new TreeSet<>();
        Stream.concat(rows.stream().map(row -> codec.decode(row.body())), view.hub().events().values().stream())
                .filter(event -> EXPLAIN.contains(event.event().type()) && view.site().process().knows(event.stamp().boot()))
                .forEach(event -> explained.add(when(event)));
        for (Relay.Edge edge : view.site().relay().edges()) {
            Long near = explained.floor(edge.nanos() + AROUND_NANOS);
            boolean told = near != null && near >= edge.nanos() - AROUND_NANOS;
            // A line that came back is driven to where the door wants it; that was told when the door decided it.
            boolean madeUp = !view.site().wiresGoodAt(edge.nanos());
            if (edge.released() && !told && !madeUp && !ink.mayBeLost(edge.nanos())) {
                throw violation("released at " + View.moment(edge.nanos()) + " and no event says why");
            }
        }
    }

    private long when(StampedEvent event) {
        return view.site().process().nanosOf(event.stamp().boot(), event.event().monoNanos());
    }
}
