package io.lintel.core.control;

/**
 * All metrics.
 *
 * @param text Prometheus' text format
 */
public record MetricsReport(String text) {}
