package io.lintel.evaluate.metrics;

/**
 * Where a share lies with 95 % confidence.
 *
 * @param low 0..1
 * @param high 0..1
 */
public record Interval(double low, double high) {}
