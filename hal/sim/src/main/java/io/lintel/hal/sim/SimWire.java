package io.lintel.hal.sim;

import io.lintel.hal.Bias;
import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One wire of a {@link SimGpio}: what the world puts on it and who holds its other end. Guarded by the chip's lock. */
final class SimWire {
    /** Under which name Lintel holds a line. */
    static final String LINTEL = "lintel";

    /** How many changes of outputs are remembered. */
    static final int HISTORY_MAX = 4096;

    /** What the world does at a moment: {@code value} is a logical state for the holder, or an electrical one. */
    record Drive(long nanos, long order, boolean value, boolean logical) implements Comparable<Drive> {
        @Override
        public int compareTo(Drive other) {
            int byTime = Long.compare(nanos - other.nanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    final String name;
    final int offset;
    /** Who holds the line, empty if it is free. */
    String consumer = "";

    private final PriorityQueue<Drive> script = new PriorityQueue<>();
    private final ArrayDeque<SimChange> history = new ArrayDeque<>();
    private @Nullable SimOutput output;
    private @Nullable SimInput input;
    private @Nullable Drive world;
    private long drives;

    SimWire(String name, int offset) {
        this.name = name;
        this.offset = offset;
    }

    void drive(long nanos, boolean value, boolean logical) {
        script.add(new Drive(nanos, drives++, value, logical));
    }

    void hold(SimOutput holder, String by) {
        output = holder;
        consumer = by;
        holder.born();
    }

    void hold(SimInput holder, String by) {
        settle(holder.now()); // what was before the request is the first level, not an edge
        input = holder;
        consumer = by;
        holder.born();
    }

    void occupy(String by) {
        if (!isHeld()) {
            consumer = by;
        }
    }

    /** The other program, if there is one, holds the line no longer. */
    void leave() {
        if (output == null && input == null) {
            consumer = "";
        }
    }

    /** Nobody holds the line any longer. */
    void vacate() {
        output = null;
        input = null;
        consumer = "";
    }

    void release(Object holder) {
        if (holder == output || holder == input) {
            vacate();
        }
    }

    boolean isHeld() {
        return !consumer.isEmpty();
    }

    boolean isOutput() {
        return output != null;
    }

    boolean isOutputActive() {
        SimOutput holder = output;
        return holder != null && holder.isActive();
    }

    List<AutoCloseable> closeables() {
        SimOutput out = output;
        SimInput in = input;
        return out != null ? List.of(out) : in != null ? List.of(in) : List.of();
    }

    void remember(SimChange change) {
        if (history.size() == HISTORY_MAX) {
            history.removeFirst();
        }
        history.addLast(change);
    }

    List<SimChange> history() {
        return List.copyOf(history);
    }

    /** Lets everything happen that was due. */
    void settle(long now) {
        for (Drive next = script.peek(); next != null && next.nanos - now <= 0; next = script.peek()) {
            script.remove();
            world = next;
            SimInput holder = input;
            if (holder != null) {
                holder.level(logical(next, holder.activeLow()), next.nanos);
            }
        }
    }

    /** How long until the next change in the script, {@link Long#MAX_VALUE} if there is none. */
    long untilNext(long now) {
        Drive next = script.peek();
        return next == null ? Long.MAX_VALUE : next.nanos - now;
    }

    boolean isHigh(long now) {
        settle(now);
        SimOutput holder = output;
        if (holder != null) {
            return holder.isHigh();
        }
        SimInput reader = input;
        boolean activeLow = reader != null && reader.activeLow();
        return level(activeLow, reader == null ? Bias.AS_IS : reader.bias()) ^ activeLow;
    }

    /** The logical level that the world, or else the pull resistor, gives a reader of this polarity. */
    boolean level(boolean activeLow, Bias bias) {
        Drive drive = world;
        return drive != null ? logical(drive, activeLow) : (bias == Bias.PULL_UP) ^ activeLow;
    }

    private static boolean logical(Drive drive, boolean activeLow) {
        return drive.logical ? drive.value : drive.value ^ activeLow;
    }
}
