package io.lintel.hal.pi4j;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.lintel.hal.Bias;
import io.lintel.hal.Edge;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import io.lintel.hal.sim.SimGpio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A kernel that speaks the GPIO uAPI in front of simulated lines, remembers what it was asked, and can be as deaf as a real one. */
final class FakeKernel implements Kernel {
    /** A chip's device, label and lines. */
    record Chip(Path device, String label, SimGpio lines) {}

    /** An output's, input's or event's descriptor. */
    private sealed interface Open {}

    private record OpenChip(Chip chip) implements Open {}

    private record OpenOutput(OutputLine line) implements Open {}

    private record OpenInput(InputLine line, ArrayDeque<Edge> taken) implements Open {}

    private record OpenEvent(AtomicInteger signals) implements Open {}

    private final Path dev;
    private final Map<Path, Chip> chips = new ConcurrentHashMap<>();
    private final Map<Integer, Open> descriptors = new ConcurrentHashMap<>();
    private final AtomicInteger nextFd = new AtomicInteger(10);
    private final List<LineRequest> requests = new ArrayList<>();
    private final AtomicInteger sets = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger interruptions = new AtomicInteger();
    private volatile boolean deaf;
    private volatile int eventFdError;

    /** A kernel that puts its chips' device files in a folder. */
    FakeKernel(Path dev) {
        this.dev = dev;
    }

    /** Adds {@code gpiochipN}. */
    Chip plug(int number, String label, SimGpio lines) {
        try {
            Path device = Files.createFile(dev.resolve("gpiochip" + number));
            Chip chip = new Chip(device, label, lines);
            chips.put(device, chip);
            return chip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a chip's device file away; its lines are the simulation's to unplug. */
    void unplug(Chip chip) {
        try {
            Files.delete(chip.device());
            chips.remove(chip.device());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a poll hides that its chip is gone, as kernels before 6.1 do. */
    void deaf(boolean hides) {
        deaf = hides;
    }

    /** How often the next polls and reads are cut short by a signal. */
    void interrupt(int times) {
        interruptions.set(times);
    }

    /** Lets {@link #eventFd} fail; 0 for not. */
    void eventFdError(int errno) {
        eventFdError = errno;
    }

    /** The line requests so far. */
    List<LineRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How often a line was driven after its request. */
    int sets() {
        return sets.get();
    }

    /** How often a line's level was read. */
    int levelReads() {
        return reads.get();
    }

    /** Descriptors still open. */
    int openDescriptors() {
        return descriptors.size();
    }

    @Override
    public int open(String path) {
        Chip chip = chips.get(Path.of(path));
        if (chip == null) {
            return -Uapi.ENOENT;
        }
        // the simulation hides its lines while it denies
        return chip.lines().lines().isEmpty() ? -Uapi.EACCES : add(new OpenChip(chip));
    }

    @Override
    public int close(int fd) {
        Open open = descriptors.remove(fd);
        if (open == null) {
            throw new IllegalStateException("closed twice, or never opened: " + fd);
        }
        if (open instanceof OpenOutput output) {
            output.line().close();
        } else if (open instanceof OpenInput input) {
            input.line().close();
        }
        return 0;
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argument) {
        Open open = descriptors.get(fd);
        try {
            if (open instanceof OpenChip chip) {
                return askChip(chip.chip(), request, argument);
            }
            if (open instanceof OpenOutput output && request == Uapi.SET_VALUES) {
                sets.incrementAndGet();
                output.line().set(LineValues.active(argument));
                return 0;
            }
            if (request == Uapi.GET_VALUES) {
                reads.incrementAndGet();
                LineValues.write(argument, open instanceof OpenInput input ? input.line().isActive() : isActive(open));
                return 0;
            }
            return open == null ? -Uapi.EBADF : -Uapi.ENOTTY;
        } catch (HalException e) {
            return switch (e.kind()) {
                case GONE -> -Uapi.ENODEV;
                case BUSY -> -Uapi.EBUSY;
                default -> -Uapi.EINVAL;
            };
        }
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        if (interrupted()) {
            return -Uapi.EINTR;
        }
        OpenInput input = (OpenInput) open(fd);
        int count = 0;
        for (Edge edge = input.taken().poll(); edge != null; edge = input.taken().poll()) {
            int id = edge.active() ? Uapi.EVENT_RISING : Uapi.EVENT_FALLING;
            new LineEvent(edge.timestampNanos(), id, (int) edge.sequence()).writeTo(buffer, count++);
        }
        return count * (int) LineEvent.LAYOUT.byteSize();
    }

    @Override
    public int poll(MemorySegment pollFds, int timeoutMillis) {
        if (interrupted()) {
            return -Uapi.EINTR;
        }
        OpenInput input = (OpenInput) open(PollFd.fd(pollFds, 0));
        OpenEvent event = (OpenEvent) open(PollFd.fd(pollFds, 1));
        PollFd.ready(pollFds, 0, (short) 0);
        PollFd.ready(pollFds, 1, (short) 0);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean first = true;
        while (true) {
            if (event.signals().get() > 0) {
                PollFd.ready(pollFds, 1, Uapi.POLLIN);
                return 1;
            }
            try {
                long left = Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(2));
                Optional<Edge> edge = input.line().await(left);
                if (edge.isPresent()) {
                    input.taken().add(edge.get());
                    PollFd.ready(pollFds, 0, Uapi.POLLIN);
                    return 1;
                }
            } catch (HalException gone) {
                if (first && !deaf) {
                    PollFd.ready(pollFds, 0, (short) (Uapi.POLLERR | Uapi.POLLHUP));
                    return 1;
                }
                pause(); // begun before the unplugging: it sleeps on
            }
            first = false;
            if (System.nanoTime() - deadline >= 0) {
                return 0;
            }
        }
    }

    @Override
    public int eventFd() {
        return eventFdError != 0 ? -eventFdError : add(new OpenEvent(new AtomicInteger()));
    }

    @Override
    public int signal(int eventFd) {
        ((OpenEvent) open(eventFd)).signals().incrementAndGet();
        return 8;
    }

    private int askChip(Chip chip, long request, MemorySegment argument) {
        List<LineInfo> lines = chip.lines().lines();
        if (lines.isEmpty()) {
            return -Uapi.ENODEV;
        }
        if (request == Uapi.GET_CHIPINFO) {
            argument.setString(0, chip.device().getFileName().toString());
            argument.setString(Uapi.NAME_SIZE, chip.label());
            argument.set(JAVA_INT, 2L * Uapi.NAME_SIZE, lines.size());
            return 0;
        }
        if (request == Uapi.GET_LINEINFO) {
            LineInfo line = lines.get(KernelLineInfo.of(argument).offset());
            argument.setString(0, line.name());
            argument.setString(Uapi.NAME_SIZE, line.consumer());
            long used = line.consumer().isEmpty() ? 0 : Uapi.FLAG_USED;
            argument.set(
                    JAVA_LONG, 72, used | (line.output() ? Uapi.FLAG_OUTPUT : Uapi.FLAG_INPUT));
            return 0;
        }
        return request == Uapi.GET_LINE ? request(chip, lines, argument) : -Uapi.ENOTTY;
    }

    private int request(Chip chip, List<LineInfo> lines, MemorySegment argument) {
        LineRequest request = LineRequest.of(argument);
        synchronized (requests) {
            requests.add(request);
        }
        Bias bias = (request.flags() & Uapi.FLAG_BIAS_PULL_UP) != 0
                ? Bias.PULL_UP
                : (request.flags() & Uapi.FLAG_BIAS_PULL_DOWN) != 0 ? Bias.PULL_DOWN : Bias.AS_IS;
        long micros = request.attributeId() == Uapi.ATTR_DEBOUNCE ? request.attributeValue() : 0;
        boolean activeLow = (request.flags() & Uapi.FLAG_ACTIVE_LOW) != 0;
        String name = lines.get(request.offset()).name();
        LineSettings settings = new LineSettings("", name, activeLow, bias, Duration.ofNanos(micros * 1000));
        if ((request.flags() & Uapi.FLAG_OUTPUT) != 0) {
            boolean initial = request.attributeId() == Uapi.ATTR_OUTPUT_VALUES && request.attributeValue() == 1;
            LineRequest.fd(argument, add(new OpenOutput(chip.lines().output(settings, initial))));
        } else {
            LineRequest.fd(argument, add(new OpenInput(chip.lines().input(settings), new ArrayDeque<>())));
        }
        return 0;
    }

    private boolean isActive(@Nullable Open open) {
        return open instanceof OpenOutput output && output.line().isActive();
    }

    private boolean interrupted() {
        return interruptions.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private int add(Open open) {
        int fd = nextFd.getAndIncrement();
        descriptors.put(fd, open);
        return fd;
    }

    private Open open(int fd) {
        Open open = descriptors.get(fd);
        if (open == null) {
            throw new IllegalStateException("used after close: " + fd);
        }
        return open;
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
