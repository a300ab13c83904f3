package io.lintel.hal.pi4j;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.PathElement.sequenceElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.lintel.hal.LineSettings;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * {@code struct gpio_v2_line_request} (include/uapi/linux/gpio.h), 592 bytes, for one line. Everything the line shall be from its
 * first moment is in it: an output's value is an attribute of the request, not a call after it.
 *
 * <pre>
 *  0              256        288      296         300       320             560         564                 568       588  592
 *  +--------------+----------+--------+-----------+---------+---------------+-----------+-------------------+---------+----+
 *  | offsets 64×4 | consumer | flags  | num_attrs | padding | attrs (10×24) | num_lines | event_buffer_size | padding | fd |
 *  +--------------+----------+--------+-----------+---------+---------------+-----------+-------------------+---------+----+
 *                            '---- config (gpio_v2_line_config), 272 -------'
 *  attribute: 0 id · 4 padding · 8 flags, values or debounce_period_us (a union) · 16 mask
 * </pre>
 *
 * @param offset the line's place on its chip
 * @param consumer under which name it is held; cut at 31 bytes
 * @param flags {@code GPIO_V2_LINE_FLAG_…}
 * @param attributeId the one attribute an output or an input may need, 0 for none
 * @param attributeValue the attribute's value
 * @param eventBuffer how many edges the kernel keeps
 */
record LineRequest(int offset, String consumer, long flags, int attributeId, long attributeValue, int eventBuffer) {
    /** {@code struct gpio_v2_line_attribute}; its union's members all begin at 8. */
    static final StructLayout ATTRIBUTE =
            MemoryLayout.structLayout(JAVA_INT.withName("id"), JAVA_INT.withName("padding"), JAVA_LONG.withName("value"));

    /** {@code struct gpio_v2_line_config_attribute}. */
    static final StructLayout CONFIG_ATTRIBUTE = MemoryLayout.structLayout(ATTRIBUTE.withName("attr"), JAVA_LONG.withName("mask"));

    /** {@code struct gpio_v2_line_config}. */
    static final StructLayout CONFIG = MemoryLayout.structLayout(
            JAVA_LONG.withName("flags"),
            JAVA_INT.withName("num_attrs"),
            MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
            MemoryLayout.sequenceLayout(Uapi.ATTRS_MAX, CONFIG_ATTRIBUTE).withName("attrs"));

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(Uapi.LINES_MAX, JAVA_INT).withName("offsets"),
            MemoryLayout.sequenceLayout(Uapi.NAME_SIZE, JAVA_BYTE).withName("consumer"),
            CONFIG.withName("config"),
            JAVA_INT.withName("num_lines"),
            JAVA_INT.withName("event_buffer_size"),
            MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
            JAVA_INT.withName("fd"));

    /** How many edges an input asks the kernel to keep; it keeps at most 1024 for one line. */
    static final int EVENT_BUFFER = 1024;

    private static final long CONSUMER = LAYOUT.byteOffset(groupElement("consumer"));
    private static final VarHandle OFFSETS = LAYOUT.varHandle(groupElement("offsets"), sequenceElement());
    private static final VarHandle FLAGS = LAYOUT.varHandle(groupElement("config"), groupElement("flags"));
    private static final VarHandle NUM_ATTRS = LAYOUT.varHandle(groupElement("config"), groupElement("num_attrs"));
    private static final VarHandle ATTR_ID = attribute("id");
    private static final VarHandle ATTR_VALUE = attribute("value");
    private static final VarHandle ATTR_MASK =
            LAYOUT.varHandle(groupElement("config"), groupElement("attrs"), sequenceElement(), groupElement("mask"));
    private static final VarHandle NUM_LINES = LAYOUT.varHandle(groupElement("num_lines"));
    private static final VarHandle EVENT_BUFFER_SIZE = LAYOUT.varHandle(groupElement("event_buffer_size"));
    private static final VarHandle FD = LAYOUT.varHandle(groupElement("fd"));

    /** Bit 0 of a mask is the request's first line, whatever its offset on the chip. */
    private static final long FIRST_LINE = 1;

    /** An output that is born {@code initial}. */
    static LineRequest output(int offset, String consumer, LineSettings settings, boolean initial) {
        long flags = Uapi.FLAG_OUTPUT | wiring(settings);
        return new LineRequest(offset, consumer, flags, Uapi.ATTR_OUTPUT_VALUES, initial ? FIRST_LINE : 0, 0);
    }

    /** An input that reports both edges. */
    static LineRequest input(int offset, String consumer, LineSettings settings) {
        long flags = Uapi.FLAG_INPUT | Uapi.FLAG_EDGE_RISING | Uapi.FLAG_EDGE_FALLING | wiring(settings);
        long micros = Math.min(settings.debounce().toNanos() / 1000, Integer.MAX_VALUE);
        return new LineRequest(offset, consumer, flags, micros == 0 ? 0 : Uapi.ATTR_DEBOUNCE, micros, EVENT_BUFFER);
    }

    /** Writes the whole structure. */
    void writeTo(MemorySegment struct) {
        struct.fill((byte) 0); // the kernel refuses padding that is not zero
        OFFSETS.set(struct, 0L, 0L, offset);
        byte[] name = consumer.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(name, 0, struct, JAVA_BYTE, CONSUMER, Math.min(name.length, Uapi.NAME_SIZE - 1));
        FLAGS.set(struct, 0L, flags);
        if (attributeId != 0) {
            NUM_ATTRS.set(struct, 0L, 1);
            ATTR_ID.set(struct, 0L, 0L, attributeId);
            // debounce_period_us is the union's lower half in both byte orders only if written as the 4 bytes it is
            if (attributeId == Uapi.ATTR_DEBOUNCE) {
                struct.set(JAVA_INT, LAYOUT.byteOffset(groupElement("config"), groupElement("attrs")) + 8, (int) attributeValue);
            } else {
                ATTR_VALUE.set(struct, 0L, 0L, attributeValue);
            }
            ATTR_MASK.set(struct, 0L, 0L, FIRST_LINE);
        }
        NUM_LINES.set(struct, 0L, 1);
        EVENT_BUFFER_SIZE.set(struct, 0L, eventBuffer);
    }

    /** Reads a request back. */
    static LineRequest of(MemorySegment struct) {
        int attributes = (int) NUM_ATTRS.get(struct, 0L);
        return new LineRequest(
                (int) OFFSETS.get(struct, 0L, 0L),
                struct.getString(CONSUMER),
                (long) FLAGS.get(struct, 0L),
                attributes == 0 ? 0 : (int) ATTR_ID.get(struct, 0L, 0L),
                attributes == 0 ? 0 : (long) ATTR_VALUE.get(struct, 0L, 0L),
                (int) EVENT_BUFFER_SIZE.get(struct, 0L));
    }

    /** The line's file descriptor, as the kernel wrote it. */
    static int fd(MemorySegment struct) {
        return (int) FD.get(struct, 0L);
    }

    /** Writes the file descriptor, as the kernel does. */
    static void fd(MemorySegment struct, int fd) {
        FD.set(struct, 0L, fd);
    }

    private static long wiring(LineSettings settings) {
        long bias =
                switch (settings.bias()) {
                    case AS_IS -> 0;
                    case DISABLED -> Uapi.FLAG_BIAS_DISABLED;
                    case PULL_UP -> Uapi.FLAG_BIAS_PULL_UP;
                    case PULL_DOWN -> Uapi.FLAG_BIAS_PULL_DOWN;
                };
        return bias | (settings.activeLow() ? Uapi.FLAG_ACTIVE_LOW : 0);
    }

    private static VarHandle attribute(String field) {
        return LAYOUT.varHandle(
                groupElement("config"), groupElement("attrs"), sequenceElement(), groupElement("attr"), groupElement(field));
    }
}
