package io.lintel.hal.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct sockaddr_un} (include/uapi/linux/un.h).
 *
 * <pre>
 *  0        2                                  110
 *  +--------+-----------------------------------+
 *  | family | path, 0-terminated; or 0 and name |
 *  +--------+-----------------------------------+
 * </pre>
 */
final class UnixAddress {
    /** The longest name; one byte of the 108 is its terminator. */
    static final int NAME_MAX = 107;

    private static final short AF_UNIX = 1;
    private static final int PATH = 2;

    private UnixAddress() {}

    /**
     * An address as long as the kernel wants it: the length counts for abstract names.
     *
     * @param name a path, or {@code @} and an abstract name; at most {@link #NAME_MAX} bytes
     */
    static MemorySegment of(SegmentAllocator allocator, byte[] name) {
        boolean isAbstract = name[0] == '@';
        MemorySegment address = allocator.allocate(PATH + name.length + (isAbstract ? 0 : 1), 2);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, PATH, name.length);
        if (isAbstract) {
            address.set(JAVA_BYTE, PATH, (byte) 0);
        }
        return address;
    }
}
