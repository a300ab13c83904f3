package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct gpio_v2_line_info} (include/uapi/linux/gpio.h), 256 bytes.
 *
 * <pre>
 *  0      32         64       68          72      80             240       256
 *  +------+----------+--------+-----------+-------+--------------+---------+
 *  | name | consumer | offset | num_attrs | flags | attrs (10×16)| padding |
 *  +------+----------+--------+-----------+-------+--------------+---------+
 * </pre>
 *
 * @param offset the line's place on its chip
 * @param name its name, empty if it has none
 * @param consumer who holds it, empty if nobody does or the kernel itself
 * @param flags {@code GPIO_V2_LINE_FLAG_…}
 */
record KernelLineInfo(int offset, String name, String consumer, long flags) {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(Uapi.NAME_SIZE, JAVA_BYTE).withName("name"),
            MemoryLayout.sequenceLayout(Uapi.NAME_SIZE, JAVA_BYTE).withName("consumer"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("num_attrs"),
            JAVA_LONG.withName("flags"),
            MemoryLayout.sequenceLayout(Uapi.ATTRS_MAX, LineRequest.ATTRIBUTE).withName("attrs"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("padding"));

    private static final long CONSUMER = LAYOUT.byteOffset(groupElement("consumer"));
    private static final VarHandle OFFSET = LAYOUT.varHandle(groupElement("offset"));
    private static final VarHandle FLAGS = LAYOUT.varHandle(groupElement("flags"));

    /** Fills in which line is asked about. */
    static void ask(MemorySegment struct, int offset) {
        struct.fill((byte) 0); // the kernel refuses padding that is not zero
        OFFSET.set(struct, 0L, offset);
    }

    /** Reads what the kernel wrote. */
    static KernelLineInfo of(MemorySegment struct) {
        return new KernelLineInfo(
                (int) OFFSET.get(struct, 0L), struct.getString(0), struct.getString(CONSUMER), (long) FLAGS.get(struct, 0L));
    }

    /** Whether somebody holds the line, the kernel included. */
    boolean used() {
        return (flags & Uapi.FLAG_USED) != 0;
    }

    /** Whether it is an output now. */
    boolean output() {
        return (flags & Uapi.FLAG_OUTPUT) != 0;
    }
}
