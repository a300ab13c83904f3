package io.lintel.daemon.uplink;

import io.lintel.core.command.Verdict;
import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Moment;
import io.lintel.daemon.EventSink;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts refused commands on record, a few at once and then one a minute, so that a flood fills neither journal nor log. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final EventSink events;
    private final InstantSource wall;
    private final Allowance allowance = new Allowance(5, TimeUnit.MINUTES.toNanos(1));
    private long unrecorded;

    RefusalLog(EventSink events, InstantSource wall) {
        this.events = events;
        this.wall = wall;
    }

    /** A command was refused. */
    void refused(Verdict.Refused refused, long nowNanos) {
        if (!allowance.take(nowNanos)) {
            unrecorded++;
            return;
        }
        LOG.warn("a command was refused: {}", refused.reason().words());
        Map<String, String> detail = new HashMap<>();
        detail.put("refusal", refused.reason().wire());
        refused.key().ifPresent(key -> detail.put("key", key));
        refused.id().ifPresent(id -> detail.put("command", id));
        if (unrecorded > 0) {
            detail.put("unrecorded", Long.toString(unrecorded));
        }
        if (events.offer(DoorEvent.of(EventType.COMMAND_REFUSED, new Moment(nowNanos, wall.instant()), detail))) {
            unrecorded = 0;
        } else {
            unrecorded++;
        }
    }

    /** A message came that nobody looked at. */
    void overlooked() {
        unrecorded++;
    }
}
