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
 * beginning and an advice, not a stack trace. {@link #report} is always the present truth; what becomes an event and a line in the
 * log is damped per component, so that one that flaps cannot flood them (see {@link Damping}). Threading: any thread.
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
    private long nowNanos;

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

    /** The names of the components that do not work as configured, in alphabetical order; what is only starting is none of them. */
    public List<String> troubles() {
        List<Component> all;
        synchronized (changes) {
            all = List.copyOf(components);
        }
        return all.stream().filter(Component::troubled).map(Component::name).sorted().toList();
    }

    /** The oldest change of state not yet taken. */
    public Optional<ComponentHealth> takeChange() {
        synchronized (changes) {
            return Optional.ofNullable(changes.poll());
        }
    }

    /**
     * Turns recoveries that have lasted into changes.
     *
     * @param nanos monotonic; call about once a second
     */
    public void settle(long nanos) {
        synchronized (changes) {
            nowNanos = nanos;
            for (Component component : components) {
                component.damping().settle(nanos).ifPresent(this::tell);
            }
        }
    }

    /** Called by a component whose words have changed; a change of state is logged and kept for the journal, if it is not damped. */
    ComponentHealth changed(Component component, HealthState state, String words, String todo, boolean first) {
        ComponentHealth before = component.now();
        // A camera's address may carry a password, and health travels to logs, journal and broker.
        String detail = PASSWORD.matcher(words).replaceAll("://***@");
        ComponentHealth after = new ComponentHealth(
                before.component(),
                state,
                detail,
                todo,
                before.state() == state && !first ? before.since() : wall.instant());
        synchronized (changes) {
            component.damping().report(after, nowNanos).ifPresent(this::tell);
        }
        if (first && state == HealthState.OK) {
            log(after); // starting well is no news for the journal; starting badly is
        }
        return after;
    }

    private void tell(ComponentHealth news) {
        if (changes.size() >= CHANGES_MAX) {
            changes.poll();
        }
        changes.add(news);
        log(news);
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
