package io.lintel.core.control;

/**
 * Capture → relay edge of the grants since the daemon started, in milliseconds.
 *
 * @param count grants measured
 * @param p50 median
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param max the slowest
 */
public record LatencyReport(long count, double p50, double p95, double p99, double max) {}
