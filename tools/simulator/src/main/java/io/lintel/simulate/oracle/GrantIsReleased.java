package io.lintel.simulate.oracle;

import io.lintel.core.event.EventType;
import io.lintel.core.event.StampedEvent;
import java.time.Duration;

/** Every grant that is told of released the lock, unless it says that the relay could not be reached. */
final class GrantIsReleased implements Oracle {
    private static final long AROUND_NANOS = Duration.ofMillis(50).toNanos();

    private final View view;

    GrantIsReleased(View view) {
        this.view = view;
    }

    @Override
    public void received(StampedEvent event) {
        if (event.event().type() != EventType.ACCESS_GRANTED || !view.site().process().knows(event.stamp().boot())) {
            return;
        }
        long when = view.site().process().nanosOf(event.stamp().boot(), event.event().monoNanos());
        boolean reachable = view.site().wiresGoodAt(when) && !event.event().detail().containsKey("relay");
        if (reachable && !view.site().relay().releasedWithin(when - AROUND_NANOS, when + AROUND_NANOS)) {
            throw violation("event " + event.stamp().seq() + " grants access at " + View.moment(when) + " and the lock was not released");
        }
    }
}
