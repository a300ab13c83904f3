package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct gpio_v2_line_values} (include/uapi/linux/gpio.h), 16 bytes: {@code bits} and {@code mask}. A view and not a
 * record: it is written on the way to the relay, where nothing is allocated.
 */
final class LineValues {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"));

    private static final VarHandle BITS = LAYOUT.varHandle(groupElement("bits"));
    private static final VarHandle MASK = LAYOUT.varHandle(groupElement("mask"));

    private LineValues() {}

    /** Asks about, or sets, the request's only line. */
    static void write(MemorySegment struct, boolean active) {
        BITS.set(struct, 0L, active ? 1L : 0L);
        MASK.set(struct, 0L, 1L);
    }

    /** The only line's logical value. */
    static boolean active(MemorySegment struct) {
        return ((long) BITS.get(struct, 0L) & 1) != 0;
    }
}
