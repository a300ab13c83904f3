package io.lintel.hal.javacv;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Sets a video device's controls, as {@code v4l2-ctl -c} does, by their names. */
final class V4l2Control {
    private static final long QUERYCTRL = 0xC0445624L;
    private static final long S_CTRL = 0xC008561CL;
    private static final int NEXT_CTRL = 0x8000_0000;
    private static final int QUERY_BYTES = 68;
    private static final int CONTROL_BYTES = 8;
    private static final int NAME = 8;

    private V4l2Control() {}

    /**
     * Sets one, or presses it if it is a button.
     *
     * @param name as the driver has it: {@code Percentage of Dropped Buffers}
     */
    static void set(Path device, String name, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            int fd = LinuxCalls.open(state, arena.allocateFrom(device.toString()), LinuxCalls.O_RDWR_NONBLOCK);
            try {
                MemorySegment control = arena.allocate(CONTROL_BYTES, 4);
                control.set(JAVA_INT, 0, find(arena, state, fd, name));
                control.set(JAVA_INT, 4, value);
                int result = LinuxCalls.ioctl(state, fd, S_CTRL, control);
                if (result < 0) {
                    throw new IllegalStateException(device + " refuses \"" + name + "\" = " + value + ": errno " + -result);
                }
            } finally {
                LinuxCalls.close(state, fd);
            }
        }
    }

    private static int find(Arena arena, MemorySegment state, int fd, String name) {
        MemorySegment query = arena.allocate(QUERY_BYTES, 4);
        query.set(JAVA_INT, 0, NEXT_CTRL);
        while (LinuxCalls.ioctl(state, fd, QUERYCTRL, query) >= 0) {
            int id = query.get(JAVA_INT, 0);
            if (query.getString(NAME).equals(name)) {
                return id;
            }
            query.set(JAVA_INT, 0, id | NEXT_CTRL);
        }
        throw new IllegalStateException("no control \"" + name + "\"");
    }
}
