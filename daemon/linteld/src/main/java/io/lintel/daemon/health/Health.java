package io.lintel.daemon.health;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthReport;
import io.lintel.core.control.HealthState;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of every component, and the changes nobody has recorded yet. A device's trouble is a state with a detail, a
 * beginning and an advice, not a stack trace. Threading: any thread.
 */
public final class Health {
    /** Unrecorded changes kept; the oldest are forgotten beyond. */
    static final int CHANGES_MAX = 256;
    /** Changes recorded at a time. */
    public static final int CHANGES_PER_TICK_MAX = 32;

    private static final Pattern PASSWORD = Pattern.compile("://[^/@\\s]*@");
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final InstantSource wall;
    private final List<Component> components = new ArrayList<>();
    private final ArrayDeque<ComponentHealth> changes = new ArrayDeque<>();

    /** An empty board of health. */
    public Health(InstantSource wall) {
        this.wall = wall;
    }

    /** Registers a component; it is {@code OFFLINE}, "starting", until it reports. */
    public Component component(String name) {
        synchronized (changes) {
            Component component = new Component(this, name, new ComponentHealth(
                    name, HealthState.OFFLINE, "starting", "", wall.instant()));
            components.add(component);
            return component;
        }
    }

    /** Every component as it stands, in the order of registration. */
    public HealthReport report() {
        synchronized (changes) {
            return HealthReport.of(components.stream().map(Component::now).toList());
        }
    }

    /** The oldest change of state not yet taken. */
    public Optional<ComponentHealth> takeChange() {
        synchronized (changes) {
            return Optional.ofNullable(changes.poll());
        }
    }

    /** Called by a component whose words have changed; a change of state is logged and kept for the journal. */
    ComponentHealth changed(ComponentHealth before, HealthState state, String words, String todo, boolean first) {
        boolean sameState = before.state() == state;
        // A camera's address may carry a password, and health travels to logs, journal and broker.
        String detail = PASSWORD.matcher(words).replaceAll("://***@");
        ComponentHealth after = new ComponentHealth(
                before.component(), state, detail, todo, sameState && !first ? before.since() : wall.instant());
        // Starting well is no news for the journal; starting badly is.
        if (first ? state != HealthState.OK : !sameState) {
            synchronized (changes) {
                if (changes.size() >= CHANGES_MAX) {
                    changes.poll();
                }
                changes.add(after);
            }
        }
        if (!sameState || first) {
            log(after);
        }
        return after;
    }

    private static void log(ComponentHealth now) {
        String advice = now.todo().isEmpty() ? "" : "; " + now.todo();
        if (now.state() == HealthState.OK) {
            LOG.info("{} ok: {}", now.component(), now.detail());
        } else {
            LOG.warn("{} {}: {}{}", now.component(), now.state().name().toLowerCase(Locale.ROOT), now.detail(), advice);
        }
    }
}
