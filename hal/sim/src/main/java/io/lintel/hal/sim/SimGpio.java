package io.lintel.hal.sim;

import io.lintel.hal.Gpio;
import io.lintel.hal.HalErrorKind;
import io.lintel.hal.HalException;
import io.lintel.hal.InputLine;
import io.lintel.hal.LineInfo;
import io.lintel.hal.LineSettings;
import io.lintel.hal.OutputLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Scripted GPIO lines: {@link Gpio} is the door's end of the wires, every other method is the world's end.
 *
 * <p>It behaves as a kernel's chip does: outputs are born in their initial state, an input's first level is no edge, contact
 * bounce is swallowed by the debounce asked for, a full buffer loses the oldest edges and shows it in the sequence, an unplugged
 * chip fails every line on it and what was open stays dead after it returns.
 *
 * <p>Time is the clock given. With a clock turned by hand, set it, then call {@link InputLine#await} with a time-out of 0;
 * a longer time-out always waits in real time.
 *
 * <p>Threading: any thread.
 */
public final class SimGpio implements Gpio {
    /** The label of the one chip. */
    public static final String CHIP = "sim";

    private final LongSupplier nanos;
    private final BiConsumer<String, SimChange> witness;
    private final String chip;
    /** Whether only the lines named at the start exist. */
    private final boolean closedList;

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    private final Map<String, SimWire> wires = new LinkedHashMap<>();
    private int plugged = 1;
    private boolean present = true;
    private boolean denied;
    private boolean closed;

    /** Lines that come into being when first named, whatever the chip's label: for use by configuration alone. */
    public SimGpio(LongSupplier nanos) {
        this(nanos, (_, _) -> {});
    }

    /**
     * The same, with somebody at the far end of the wires who is told at once what the outputs do: line and change.
     *
     * @param witness called by the thread that drives the line; must not call back
     */
    public SimGpio(LongSupplier nanos, BiConsumer<String, SimChange> witness) {
        this(nanos, witness, CHIP, List.of(), false);
    }

    /** A chip with exactly these lines; their offsets are their places in the list. */
    public SimGpio(LongSupplier nanos, String chip, List<String> lines) {
        this(nanos, (_, _) -> {}, chip, lines, true);
    }

    private SimGpio(
            LongSupplier nanos,
            BiConsumer<String, SimChange> witness,
            String chip,
            List<String> lines,
            boolean closedList) {
        this.nanos = nanos;
        this.witness = witness;
        this.chip = chip;
        this.closedList = closedList;
        for (String line : lines) {
            wires.put(line, new SimWire(line, wires.size()));
        }
    }

    @Override
    public List<LineInfo> lines() {
        lock.lock();
        try {
            List<LineInfo> found = new ArrayList<>();
            if (present && !denied) {
                for (SimWire wire : wires.values()) {
                    found.add(new LineInfo(chip, wire.offset, wire.name, wire.isOutput(), wire.consumer));
                }
            }
            return List.copyOf(found);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OutputLine output(LineSettings settings, boolean initial) {
        lock.lock();
        try {
            SimWire wire = request(settings);
            SimOutput output = new SimOutput(this, wire, settings, initial, plugged);
            wire.hold(output, SimWire.LINTEL);
            return output;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InputLine input(LineSettings settings) {
        lock.lock();
        try {
            SimWire wire = request(settings);
            SimInput input = new SimInput(this, wire, settings, plugged);
            wire.hold(input, SimWire.LINTEL);
            return input;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            wires.values().forEach(wire -> wire.closeables().forEach(open::add));
        } finally {
            lock.unlock();
        }
        for (AutoCloseable line : open) {
            if (line instanceof SimOutput output) {
                output.close();
            } else if (line instanceof SimInput input) {
                input.close();
            }
        }
    }

    // --- the world's end of the wires ---

    /** Makes a line active or inactive <em>as its holder sees it</em>, whatever its polarity, from now on. */
    public void drive(String line, boolean active) {
        drive(line, active, nanos.getAsLong());
    }

    /** As {@link #drive(String, boolean)}, at a moment to come. */
    public void drive(String line, boolean active, long atNanos) {
        script(line, wire -> wire.drive(atNanos, active, true));
    }

    /** Puts a line on supply or ground, whatever its holder makes of it. */
    public void driveHigh(String line, boolean high) {
        script(line, wire -> wire.drive(nanos.getAsLong(), high, false));
    }

    /**
     * Makes a line active or inactive the way a worn contact does.
     *
     * @param active where it ends
     * @param pulses how many times it falls back on its way
     * @param gapNanos time between two changes; the first comes now
     */
    public void bounce(String line, boolean active, int pulses, long gapNanos) {
        long start = nanos.getAsLong();
        script(line, wire -> {
            for (int change = 0; change <= 2 * pulses; change++) {
                wire.drive(start + change * gapNanos, active == (change % 2 == 0), true);
            }
        });
    }

    /** Whether the wire is on supply: what an output drives, else what the world drives, else its pull resistor. */
    public boolean isHigh(String line) {
        lock.lock();
        try {
            return wire(line).isHigh(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the output on this line is active now; false if nobody holds the line as an output. */
    public boolean isActive(String line) {
        lock.lock();
        try {
            return wire(line).isOutputActive();
        } finally {
            lock.unlock();
        }
    }

    /** What the outputs on this line did, oldest first: births, changes, the return at close. At most the latest 4096. */
    public List<SimChange> history(String line) {
        lock.lock();
        try {
            return wire(line).history();
        } finally {
            lock.unlock();
        }
    }

    /** Lets another program hold a line that is free. */
    public void occupy(String line, String consumer) {
        script(line, wire -> wire.occupy(consumer));
    }

    /** Lets the other program go, if one holds the line. */
    public void vacate(String line) {
        script(line, SimWire::leave);
    }

    /** Whether the operating system refuses requests from now on; what is open stays open. */
    public void deny(boolean refuse) {
        lock.lock();
        try {
            denied = refuse;
        } finally {
            lock.unlock();
        }
    }

    /** Pulls the chip out: every open line is dead at once and for ever. */
    public void unplug() {
        lock.lock();
        try {
            present = false;
            plugged++;
            wires.values().forEach(SimWire::vacate);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Plugs the chip in again. */
    public void replug() {
        lock.lock();
        try {
            present = true;
        } finally {
            lock.unlock();
        }
    }

    // --- for the lines; the lock is held ---

    long now() {
        return nanos.getAsLong();
    }

    void driven(SimWire wire, SimChange change) {
        wire.remember(change);
        witness.accept(wire.name, change);
        changed.signalAll();
    }

    /** Fails unless a line opened at this plugging still works. */
    void requireAlive(String operation, String device, int pluggedThen, boolean closedByUs) {
        if (closedByUs) {
            throw new HalException(HalErrorKind.GONE, operation, device, "the line was closed");
        }
        if (pluggedThen != plugged) {
            throw new HalException(HalErrorKind.GONE, operation, device, "the chip was unplugged; request the line again");
        }
    }

    private interface Script {
        void on(SimWire wire);
    }

    private void script(String line, Script script) {
        lock.lock();
        try {
            script.on(wire(line));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private SimWire wire(String line) {
        SimWire wire = find(line);
        if (wire == null) {
            throw new IllegalArgumentException("no simulated line " + line + "; there are " + wires.keySet());
        }
        return wire;
    }

    private @Nullable SimWire find(String line) {
        SimWire wire = wires.get(line);
        if (wire == null && !closedList) {
            wire = new SimWire(line, wires.size());
            wires.put(line, wire);
        }
        if (wire == null && line.matches("\\d{1,4}")) {
            int offset = Integer.parseInt(line);
            wire = wires.values().stream().filter(any -> any.offset == offset).findFirst().orElse(null);
        }
        return wire;
    }

    private SimWire request(LineSettings settings) {
        String device = settings.label();
        if (closed) {
            throw new HalException(HalErrorKind.GONE, "request line", device, "the back-end was closed");
        }
        if (!present || (closedList && !settings.chip().isEmpty() && !settings.chip().equals(chip))) {
            throw new HalException(HalErrorKind.GONE, "request line", device, "no chip with this label is plugged in");
        }
        if (denied) {
            throw new HalException(HalErrorKind.DENIED, "request line", device, "permission denied; add the user to group gpio");
        }
        SimWire wire = find(settings.line());
        if (wire == null) {
            throw new HalException(HalErrorKind.GONE, "request line", device, "no such line; there are " + wires.keySet());
        }
        if (wire.isHeld()) {
            throw new HalException(HalErrorKind.BUSY, "request line", device, "held by \"" + wire.consumer + "\"");
        }
        return wire;
    }
}
