package io.lintel.simulate.oracle;

import io.lintel.core.event.EventCodec;
import io.lintel.core.event.StampedEvent;
import io.lintel.simulate.disk.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event carries the time that the wall clock showed then; and the door's events of one boot are in the order of its own clock. */
final class TimesHold implements Oracle {
    private static final Duration OFF_MOST = Duration.ofMillis(5);

    private final View view;
    private final EventCodec codec = new EventCodec();

    TimesHold(View view) {
        this.view = view;
    }

    @Override
    public void received(StampedEvent event) {
        if (!view.site().process().knows(event.stamp().boot())) {
            throw violation("event " + event.stamp().seq() + " names a boot that never was: " + event.stamp().boot());
        }
        long when = view.site().process().nanosOf(event.stamp().boot(), event.event().monoNanos());
        Duration off = Duration.between(view.clock().wallAt(when), event.event().time()).abs();
        if (off.compareTo(OFF_MOST) > 0 && !view.clock().setNear(when, OFF_MOST)) {
            throw violation("event " + event.stamp().seq() + " of " + View.moment(when) + " is dated " + off + " off");
        }
    }

    @Override
    public void settled(List<Row> rows) {
        Map<String, Long> newest = new HashMap<>();
        for (Row row : rows) {
            StampedEvent event = codec.decode(row.body());
            String type = event.event().type().type();
            // What the door decided comes from one agent; health is told by others.
            if (type.startsWith("io.lintel.door.") || type.startsWith("io.lintel.access.")) {
                Long before = newest.put(event.stamp().boot(), event.event().monoNanos());
                if (before != null && before > event.event().monoNanos()) {
                    throw violation("event " + row.seq() + " happened before the one that was written before it");
                }
            }
        }
    }
}
