package io.lintel.daemon.uplink;

import java.util.OptionalDouble;

/**
 * How the door fares in numbers, as told on its {@code metrics} topic; counts since the daemon started.
 *
 * @param frames frames the camera gave
 * @param framesDropped frames of them overtaken by newer ones
 * @param faces faces found
 * @param passersBy faces that left without having come to the door
 * @param grants doors opened for a face
 * @param p50Millis median of capture → relay
 * @param p95Millis its 95th percentile
 * @param eventsWaiting events in memory that are not on disk yet
 * @param eventsPending events on disk that are not delivered yet
 * @param people people in the gallery
 * @param errors errors logged
 * @param temperatureCelsius hottest sensor, if there is one
 * @param memoryBytes heap in use
 */
public record GaugeReport(
        long frames,
        long framesDropped,
        long faces,
        long passersBy,
        long grants,
        double p50Millis,
        double p95Millis,
        long eventsWaiting,
        long eventsPending,
        int people,
        long errors,
        OptionalDouble temperatureCelsius,
        long memoryBytes) {}
