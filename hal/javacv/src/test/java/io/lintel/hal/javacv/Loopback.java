package io.lintel.hal.javacv;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The far end of the virtual board's v4l2loopback camera: what is written here, its reader sees, stamped by the kernel when it is
 * written. The writer that finds the node unused decides its format. One thread.
 *
 * @see <a href="https://github.com/umlaeute/v4l2loopback">v4l2loopback</a>
 */
public final class Loopback implements AutoCloseable {
    private static final long S_FMT = 0xC0D05605L;
    private static final long STREAMON = 0x40045612L;
    private static final int FORMAT_BYTES = 208;
    private static final int BUF_TYPE_VIDEO_OUTPUT = 2;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle WRITE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("write"), FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = LinuxCalls.state(arena);
    private final int fd;
    private final MemorySegment room;

    /**
     * Opens the node for writing.
     *
     * @param fourCc the kernel's name of the format: {@code YUYV}, {@code NV12}, {@code MJPG}
     * @param width pixels a row
     * @param height rows
     */
    public Loopback(String fourCc, int width, int height) {
        V4l2Node.ask(node()); // the driver looks at what it is only when it is asked
        fd = checked("open", LinuxCalls.open(state, arena.allocateFrom(node().toString()), LinuxCalls.O_RDWR_NONBLOCK));
        MemorySegment format = arena.allocate(FORMAT_BYTES, 8);
        format.set(JAVA_INT, 0, BUF_TYPE_VIDEO_OUTPUT);
        format.set(JAVA_INT, 8, width);
        format.set(JAVA_INT, 12, height);
        format.set(JAVA_INT, 16, wanted(fourCc));
        checked("S_FMT", LinuxCalls.ioctl(state, fd, S_FMT, format));
        if (format.get(JAVA_INT, 8) != width || format.get(JAVA_INT, 12) != height || format.get(JAVA_INT, 16) != wanted(fourCc)) {
            throw new IllegalStateException(node() + " keeps the format it had: somebody has it open");
        }
        MemorySegment type = arena.allocateFrom(JAVA_INT, BUF_TYPE_VIDEO_OUTPUT);
        checked("STREAMON", LinuxCalls.ioctl(state, fd, STREAMON, type)); // or it never learns that its writer has gone
        room = arena.allocate(format.get(JAVA_INT, 28));
    }

    /** The node; inside the virtual board only. */
    public static Path node() {
        return Path.of(Objects.requireNonNull(System.getenv("LOOPBACK"), "runs inside tools/board only"));
    }

    /**
     * Shows one picture.
     *
     * @return {@code nanoTime} just before, which the kernel's stamp follows by the time of one copy
     */
    public long show(byte[] picture) {
        MemorySegment.copy(picture, 0, room, JAVA_BYTE, 0, picture.length);
        long now = System.nanoTime();
        long written;
        try {
            written = (long) WRITE.invokeExact(fd, room, (long) picture.length);
        } catch (Throwable e) {
            throw new AssertionError("write(2) cannot be called", e);
        }
        if (written != picture.length) {
            throw new IllegalStateException(node() + " took " + written + " of " + picture.length + " bytes");
        }
        return now;
    }

    @Override
    public void close() {
        LinuxCalls.close(state, fd);
        arena.close();
    }

    private static int wanted(String fourCc) {
        return fourCc.charAt(0) | fourCc.charAt(1) << 8 | fourCc.charAt(2) << 16 | fourCc.charAt(3) << 24;
    }

    private static int checked(String call, int result) {
        if (result < 0) {
            throw new IllegalStateException(call + " of " + node() + ": errno " + -result);
        }
        return result;
    }
}
