package io.lintel.evaluate.recognition;

import io.lintel.evaluate.metrics.Estimate;

/**
 * An operating point: the threshold and both error rates there.
 *
 * @param target the false-match rate it is meant for
 * @param threshold cosine; NaN where the sample does not support one
 * @param fmr share of impostors that match
 * @param fnmr share of genuine comparisons that do not
 */
public record RatePoint(double target, double threshold, Estimate fmr, Estimate fnmr) {}
