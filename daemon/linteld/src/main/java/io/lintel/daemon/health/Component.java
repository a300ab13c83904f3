package io.lintel.daemon.health;

import io.lintel.core.control.ComponentHealth;
import io.lintel.core.control.HealthState;

/**
 * One component's entry in {@link Health}; whoever owns the component reports here. Repeating the same words costs nothing and
 * allocates nothing. Threading: one reporter; any reader.
 */
public final class Component {
    private final Health health;
    private final String name;
    private final Damping damping;
    private volatile ComponentHealth now;
    private String words = "";
    private boolean reported;

    Component(Health health, String name, ComponentHealth now) {
        this.health = health;
        this.name = name;
        this.now = now;
        this.damping = new Damping(now);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** It works as configured. */
    public void ok(String detail) {
        report(HealthState.OK, detail, "");
    }

    /** It works in part. */
    public void degraded(String detail, String todo) {
        report(HealthState.DEGRADED, detail, todo);
    }

    /** It does not work. */
    public void offline(String detail, String todo) {
        report(HealthState.OFFLINE, detail, todo);
    }

    /** As it stands. */
    public ComponentHealth now() {
        return now;
    }

    /** Whether it works as configured. */
    public boolean isOk() {
        return now.state() == HealthState.OK;
    }

    /** Whether it has reported and does not work as configured; one that is starting is no trouble yet. */
    synchronized boolean troubled() {
        return reported && !isOk();
    }

    private synchronized void report(HealthState state, String detail, String todo) {
        ComponentHealth before = now;
        if (reported && before.state() == state && words.equals(detail) && before.todo().equals(todo)) {
            return;
        }
        words = detail;
        now = health.changed(this, state, detail, todo, !reported);
        reported = true;
    }

    /** Which of its changes are told; guarded by {@link Health}. */
    Damping damping() {
        return damping;
    }
}
