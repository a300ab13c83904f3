package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct gpiochip_info} (include/uapi/linux/gpio.h), 68 bytes.
 *
 * <pre>
 *  0      32      64      68
 *  +------+-------+-------+
 *  | name | label | lines |
 *  +------+-------+-------+
 * </pre>
 *
 * @param name the kernel's name of the device, {@code gpiochip0}: the number changes from boot to boot
 * @param label what the chip is, {@code pinctrl-bcm2711}
 * @param lines how many lines it has
 */
record ChipInfo(String name, String label, int lines) {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(Uapi.NAME_SIZE, JAVA_BYTE).withName("name"),
            MemoryLayout.sequenceLayout(Uapi.NAME_SIZE, JAVA_BYTE).withName("label"),
            JAVA_INT.withName("lines"));

    private static final long LABEL = LAYOUT.byteOffset(groupElement("label"));
    private static final VarHandle LINES = LAYOUT.varHandle(groupElement("lines"));

    /** Reads what the kernel wrote. */
    static ChipInfo of(MemorySegment struct) {
        return new ChipInfo(struct.getString(0), struct.getString(LABEL), (int) LINES.get(struct, 0L));
    }
}
