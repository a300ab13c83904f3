package io.lintel.core.event;

import java.time.Instant;

/**
 * One reading of both clocks.
 *
 * @param nanos monotonic: for everything that measures or waits
 * @param wall wall clock: for what people read, and for schedules
 */
public record Moment(long nanos, Instant wall) {}
