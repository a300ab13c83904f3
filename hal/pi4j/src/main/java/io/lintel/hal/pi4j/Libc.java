package io.lintel.hal.pi4j;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The {@link Kernel} behind the C library. After a thread's first call, only {@link #open} and {@link #signal} use new memory. */
final class Libc implements Kernel {
    private static final int O_RDWR = 2;
    private static final int CLOEXEC = 0x80000; // O_CLOEXEC and EFD_CLOEXEC alike
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final Linker.Option VARIADIC = Linker.Option.firstVariadicArg(2);
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO, VARIADIC);
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle IOCTL =
            handle("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), ERRNO, VARIADIC);
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle POLL =
            handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), ERRNO);
    private static final MethodHandle EVENTFD = handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);

    /** Where a thread's calls leave errno. The collector frees it after the thread. */
    private final ThreadLocal<MemorySegment> state =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    @Override
    public int open(String path) {
        MemorySegment errno = state.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return result((int) OPEN.invokeExact(errno, name, O_RDWR | CLOEXEC), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int close(int fd) {
        MemorySegment errno = state.get();
        try {
            return result((int) CLOSE.invokeExact(errno, fd), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argument) {
        MemorySegment errno = state.get();
        try {
            return result((int) IOCTL.invokeExact(errno, fd, request, argument), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        MemorySegment errno = state.get();
        try {
            return result((int) (long) READ.invokeExact(errno, fd, buffer, buffer.byteSize()), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int poll(MemorySegment pollFds, int timeoutMillis) {
        MemorySegment errno = state.get();
        try {
            long count = pollFds.byteSize() / PollFd.LAYOUT.byteSize();
            return result((int) POLL.invokeExact(errno, pollFds, count, timeoutMillis), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int eventFd() {
        MemorySegment errno = state.get();
        try {
            return result((int) EVENTFD.invokeExact(errno, 0, CLOEXEC), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int signal(int eventFd) {
        MemorySegment errno = state.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            return result((int) (long) WRITE.invokeExact(errno, eventFd, one, JAVA_LONG.byteSize()), errno);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int result(int returned, MemorySegment errno) {
        return returned < 0 ? -(int) ERRNO_VALUE.get(errno, 0L) : returned;
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** A handle's own failure: a mistake in this class, never the kernel's doing. */
    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("call into the C library", e);
    }
}
