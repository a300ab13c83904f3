package io.lintel.hal.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The calls against this machine's kernel, as far as they need no GPIO. */
class LibcTest {
    private static final int ROUND = 20_000;

    private final Libc libc = new Libc();

    @Test
    void whatTheKernelRefusesIsAValue() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(libc.open("/dev/no-such-chip")).isEqualTo(-Uapi.ENOENT);
            int fd = libc.open("/dev/null");
            assertThat(fd).isPositive();
            assertThat(libc.ioctl(fd, Uapi.GET_CHIPINFO, arena.allocate(ChipInfo.LAYOUT))).isEqualTo(-Uapi.ENOTTY);
            assertThat(libc.read(fd, arena.allocate(48))).isZero();
            assertThat(libc.close(fd)).isZero();
            assertThat(libc.close(fd)).isEqualTo(-Uapi.EBADF);
        }
    }

    @Test
    void aSignalEndsAPoll() {
        int wake = libc.eventFd();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollFds = arena.allocate(PollFd.LAYOUT);
            PollFd.write(pollFds, 0, wake);
            assertThat(libc.poll(pollFds, 0)).isZero();
            assertThat(libc.signal(wake)).isEqualTo(8);
            assertThat(libc.poll(pollFds, 10_000)).isEqualTo(1);
            assertThat(PollFd.ready(pollFds, 0)).isEqualTo(Uapi.POLLIN);
        } finally {
            libc.close(wake);
        }
    }

    @Test
    void aCallOnTheWayToTheRelayAllocatesNothing() {
        int fd = libc.open("/dev/null");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment values = arena.allocate(LineValues.LAYOUT);
            long allocated = Long.MAX_VALUE;
            // a few rounds, until the compiler has got round to it
            for (int round = 0; round < 100 && allocated >= ROUND; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                drive(fd, values, ROUND);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes in %d calls", ROUND).isLessThan(ROUND);
        } finally {
            libc.close(fd);
        }
    }

    private void drive(int fd, MemorySegment values, int times) {
        for (int i = 0; i < times; i++) {
            LineValues.write(values, (i & 1) != 0);
            assert libc.ioctl(fd, Uapi.SET_VALUES, values) == -Uapi.ENOTTY;
        }
    }
}
