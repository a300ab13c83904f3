package io.lintel.core.control;

import java.util.List;

/**
 * Every component's health.
 *
 * @param overall the worst state among them
 * @param components in the order of the way of a frame
 */
public record HealthReport(HealthState overall, List<ComponentHealth> components) {
    /** Keeps its own copy. */
    public HealthReport {
        components = List.copyOf(components);
    }

    /** The report of these components. */
    public static HealthReport of(List<ComponentHealth> components) {
        HealthState worst = HealthState.OK;
        for (ComponentHealth each : components) {
            worst = worst.worse(each.state());
        }
        return new HealthReport(worst, components);
    }
}
