package io.lintel.hal.javacv;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The four system calls that FFmpeg keeps to itself, needed to ask a V4L2 device what it is and to wait for it with a time-out.
 *
 * <p>Each returns what the call does, or {@code -errno}. Threading: any thread.
 */
final class LinuxCalls {
    /** {@code O_RDWR | O_NONBLOCK} of {@code asm-generic/fcntl.h}. */
    static final int O_RDWR_NONBLOCK = 2 | 04000;

    /** {@code POLLIN} of {@code asm-generic/poll.h}. */
    static final short POLLIN = 1;

    /** {@code struct pollfd} of {@code asm-generic/poll.h}. */
    static final StructLayout POLLFD =
            MemoryLayout.structLayout(JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle IOCTL = call("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle POLL = call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), ERRNO);

    private LinuxCalls() {}

    private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** Room for the error number, to be reused by one thread. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int open(MemorySegment state, MemorySegment path, int flags) {
        try {
            return result((int) OPEN.invokeExact(state, path, flags), state);
        } catch (Throwable e) {
            throw new AssertionError("open(2) cannot be called", e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw new AssertionError("close(2) cannot be called", e);
        }
    }

    static int ioctl(MemorySegment state, int descriptor, long request, MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
        } catch (Throwable e) {
            throw new AssertionError("ioctl(2) cannot be called", e);
        }
    }

    static int poll(MemorySegment state, MemorySegment descriptors, int timeoutMillis) {
        try {
            return result((int) POLL.invokeExact(state, descriptors, 1L, timeoutMillis), state);
        } catch (Throwable e) {
            throw new AssertionError("poll(2) cannot be called", e);
        }
    }

    private static int result(int value, MemorySegment state) {
        return value < 0 ? -(int) ERRNO_VALUE.get(state, 0L) : value;
    }
}
