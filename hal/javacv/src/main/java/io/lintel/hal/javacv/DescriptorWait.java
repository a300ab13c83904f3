package io.lintel.hal.javacv;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waits, with a time-out, until a device that FFmpeg holds open can be read: its own read blocks for ever when a USB camera stalls,
 * and a thread in it keeps the device busy until it is unplugged.
 *
 * <p>FFmpeg does not give away its file descriptor, so it is found among this process's. Threading: one thread.
 */
final class DescriptorWait {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    // Collected with this object, not freed by hand: small, and the thread that polls may outlive the camera.
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = LinuxCalls.state(arena);
    private final MemorySegment descriptor = arena.allocate(LinuxCalls.POLLFD);

    private DescriptorWait(int fd) {
        descriptor.set(JAVA_INT, 0, fd);
        descriptor.set(JAVA_SHORT, 4, LinuxCalls.POLLIN);
    }

    /** This process's descriptors of a device, now. */
    static Set<Integer> of(Path device) {
        Set<Integer> found = new HashSet<>();
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            for (Path link : all.toList()) {
                if (pointsTo(link, device)) {
                    found.add(Integer.valueOf(link.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return found;
    }

    private static boolean pointsTo(Path link, Path device) {
        try {
            return Files.readSymbolicLink(link).equals(device);
        } catch (IOException e) {
            // A descriptor that was closed while we looked.
            return false;
        }
    }

    /** Waits for the one descriptor of a device that was opened since {@code before} was taken; empty if that is not clear. */
    static Optional<DescriptorWait> forNew(Path device, Set<Integer> before) {
        Set<Integer> opened = of(device);
        opened.removeAll(before);
        return opened.size() == 1 ? Optional.of(new DescriptorWait(opened.iterator().next())) : Optional.empty();
    }

    /** Whether a read will return at once, with data or an error, within the time. */
    boolean readable(int timeoutMillis) {
        return LinuxCalls.poll(state, descriptor, timeoutMillis) != 0;
    }
}
