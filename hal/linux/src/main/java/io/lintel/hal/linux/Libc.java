package io.lintel.hal.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The calls into the C library that the JDK has no words for. None throws for what the kernel refuses: a failure is a value.
 *
 * <p>Threading: any thread. Memory: a confined arena per call; a call comes at most every second or so.
 */
final class Libc {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private final MethodHandle adjtimex = handle("adjtimex", FunctionDescriptor.of(JAVA_INT, ADDRESS), ERRNO);
    private final MethodHandle sysinfo = handle("sysinfo", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private final MethodHandle socket = handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle sendto = handle(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** What the kernel knows of its wall clock; {@link KernelClock#UNKNOWN} where asking is forbidden. */
    KernelClock kernelClock() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment timex = arena.allocate(KernelClock.LAYOUT); // zero: asks, sets nothing
            int state = (int) adjtimex.invokeExact(errno, timex);
            return state < 0 ? KernelClock.UNKNOWN : KernelClock.of(state, timex);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Physical memory in bytes by {@code sysinfo(2)}, 0 if the call fails. */
    long memoryBytes() {
        try (Arena arena = Arena.ofConfined()) {
            // struct sysinfo, include/uapi/linux/sysinfo.h: totalram at 32, mem_unit at 104 where long has 8 bytes
            MemorySegment info = arena.allocate(112, 8);
            int failed = (int) sysinfo.invokeExact(info);
            return failed != 0 ? 0 : info.get(JAVA_LONG, 32) * Integer.toUnsignedLong(info.get(JAVA_INT, 104));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Sends one datagram to an AF_UNIX address without waiting.
     *
     * @param address a path, or {@code @name} in the abstract name space
     * @return whether the receiver's queue took it
     */
    boolean send(String address, String message) {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name.length < 2 || name.length > UnixAddress.NAME_MAX || (name[0] != '/' && name[0] != '@')) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment to = UnixAddress.of(arena, name);
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            MemorySegment body = arena.allocateFrom(JAVA_BYTE, bytes);
            int fd = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (fd < 0) {
                return false;
            }
            long sent = (long) sendto.invokeExact(
                    fd, body, (long) bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL, to, (int) to.byteSize());
            int ignored = (int) close.invokeExact(fd);
            return sent == bytes.length && ignored <= 0;
        } catch (Throwable e) {
            throw broken(e);
        }
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
