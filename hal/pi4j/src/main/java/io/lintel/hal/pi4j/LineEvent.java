package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct gpio_v2_line_event} (include/uapi/linux/gpio.h), 48 bytes.
 *
 * <pre>
 *  0              8    12       16      20           24        48
 *  +--------------+----+--------+-------+------------+---------+
 *  | timestamp_ns | id | offset | seqno | line_seqno | padding |
 *  +--------------+----+--------+-------+------------+---------+
 * </pre>
 *
 * @param timestampNanos when the kernel saw the edge, {@code CLOCK_MONOTONIC}
 * @param id {@code GPIO_V2_LINE_EVENT_RISING_EDGE} or {@code …_FALLING_EDGE}, of the logical level
 * @param lineSequence counts this line's edges, unsigned, from 1; it wraps
 */
record LineEvent(long timestampNanos, int id, int lineSequence) {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("timestamp_ns"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("seqno"),
            JAVA_INT.withName("line_seqno"),
            MemoryLayout.sequenceLayout(6, JAVA_INT).withName("padding"));

    private static final VarHandle TIMESTAMP = LAYOUT.varHandle(groupElement("timestamp_ns"));
    private static final VarHandle ID = LAYOUT.varHandle(groupElement("id"));
    private static final VarHandle LINE_SEQUENCE = LAYOUT.varHandle(groupElement("line_seqno"));

    /** Reads one of several events in a buffer. */
    static LineEvent of(MemorySegment events, int index) {
        long at = index * LAYOUT.byteSize();
        return new LineEvent((long) TIMESTAMP.get(events, at), (int) ID.get(events, at), (int) LINE_SEQUENCE.get(events, at));
    }

    /** Writes the event, as the kernel does. */
    void writeTo(MemorySegment events, int index) {
        long at = index * LAYOUT.byteSize();
        TIMESTAMP.set(events, at, timestampNanos);
        ID.set(events, at, id);
        LINE_SEQUENCE.set(events, at, lineSequence);
    }

    /** Whether the line became active. */
    boolean active() {
        return id == Uapi.EVENT_RISING;
    }
}
