package io.lintel.daemon;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventType;
import io.lintel.core.event.Reason;
import io.lintel.core.event.Recognition;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each decision by face. Ids and measurements only: no name, no picture, no embedding.
 *
 * <pre>
 *   granted ana reason=match evidence=6.1/3.0 frames=2 similarity=0.71 liveness=0.97 quality=0.82 track=4 total=41.3ms
 *   [capture=3.1 detect=9.8 … decide=0.2 relay=0.1] relay=on
 * </pre>
 */
final class DecisionLine {
    private static final Logger LOG = LoggerFactory.getLogger("io.lintel.daemon.decision");

    private DecisionLine() {}

    /** Writes the line at level INFO. */
    static void log(DoorEvent event, String relay) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", text(event, relay));
        }
    }

    static String text(DoorEvent event, String relay) {
        StringBuilder line = new StringBuilder(256);
        line.append(event.type() == EventType.ACCESS_GRANTED ? "granted " : "denied ");
        line.append(event.person().map(Object::toString).orElse("-"));
        line.append(" reason=").append(event.reason().map(Reason::wire).orElse("-"));
        event.recognition().ifPresent(seen -> recognition(seen, line));
        line.append(String.format(Locale.ROOT, " total=%.1fms [", event.latency().totalNanos() / 1e6));
        String gap = "";
        for (var stage : event.latency().nanos().entrySet()) {
            line.append(gap).append(stage.getKey().wire());
            line.append(String.format(Locale.ROOT, "=%.1f", stage.getValue() / 1e6));
            gap = " ";
        }
        return line.append("] relay=").append(relay).toString();
    }

    private static void recognition(Recognition seen, StringBuilder line) {
        line.append(String.format(
                Locale.ROOT,
                " evidence=%.2f/%.2f frames=%d similarity=%.3f liveness=%s quality=%.2f track=%d gallery=%d",
                seen.evidence(),
                seen.required(),
                seen.frames(),
                seen.similarity(),
                seen.liveness().isPresent() ? String.format(Locale.ROOT, "%.2f", seen.liveness().getAsDouble()) : "-",
                seen.quality(),
                seen.track(),
                seen.galleryRevision()));
    }
}
