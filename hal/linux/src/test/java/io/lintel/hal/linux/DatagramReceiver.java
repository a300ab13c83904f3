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
import java.util.ArrayList;
import java.util.List;

/** The service manager's end: a bound AF_UNIX datagram socket. What was sent before is there at once; nothing waits. */
final class DatagramReceiver implements AutoCloseable {
    private static final int MSG_DONTWAIT = 0x40;

    private final Arena arena = Arena.ofConfined();
    private final int fd;

    DatagramReceiver(String address) {
        MemorySegment name = UnixAddress.of(arena, address.getBytes(StandardCharsets.UTF_8));
        fd = (int) call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), 1, 2, 0);
        int bound = (int) call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), fd, name, (int) name.byteSize());
        if (fd < 0 || bound != 0) {
            throw new IllegalStateException("cannot bind " + address);
        }
    }

    List<String> receiveAll() {
        List<String> messages = new ArrayList<>();
        MemorySegment buffer = arena.allocate(8192);
        while (true) {
            long length = (long) call(
                    "recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), fd, buffer, 8192L, MSG_DONTWAIT);
            if (length < 0) {
                return messages;
            }
            messages.add(new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), fd);
        arena.close();
    }

    private static Object call(String name, FunctionDescriptor descriptor, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MethodHandle handle = linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }
}
