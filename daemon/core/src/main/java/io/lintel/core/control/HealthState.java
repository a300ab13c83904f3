package io.lintel.core.control;

/** How well a component works, best first. */
public enum HealthState {
    /** Works as configured. */
    OK,
    /** Works in part, or with a fall-back. */
    DEGRADED,
    /** Does not work at present; the daemon keeps trying. */
    OFFLINE;

    /** The worse of two. */
    public HealthState worse(HealthState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
