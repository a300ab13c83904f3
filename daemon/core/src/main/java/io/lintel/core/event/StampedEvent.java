package io.lintel.core.event;

/**
 * An event as read back from its written form.
 *
 * @param event what happened; {@code monoNanos} is whole milliseconds and latencies are whole microseconds, as on the wire
 * @param stamp what the journal added
 * @param late whether it was first sent more than a minute after it happened
 */
public record StampedEvent(DoorEvent event, EventStamp stamp, boolean late) {}
