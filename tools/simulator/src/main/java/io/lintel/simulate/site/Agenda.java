package io.lintel.simulate.site;

import java.time.Duration;
import java.util.PriorityQueue;

/** What will happen, in order; of one moment, first come, first served. Of one thread. */
public final class Agenda {
    /** For so long after something happened, the world looks closely. */
    private static final long STIR_NANOS = Duration.ofMillis(1_800).toNanos();

    private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final VirtualClock clock;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long orders;
    private long stirredUntil;

    /** Nothing planned. */
    public Agenda(VirtualClock clock) {
        this.clock = clock;
    }

    /** The present moment. */
    public long now() {
        return clock.nanos();
    }

    /** Plans something for so long from now. */
    public void in(long nanos, Runnable what) {
        entries.add(new Entry(clock.nanos() + nanos, orders++, what));
    }

    /** Does what is due. */
    public void runDue() {
        while (!entries.isEmpty() && entries.peek().at <= clock.nanos()) {
            entries.remove().what.run();
        }
    }

    /** When something is planned next; {@link Long#MAX_VALUE} if nothing is. */
    public long nextNanos() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().at;
    }

    /** Something happened at the door: the world looks closely for a while. */
    public void stir() {
        stirredUntil = clock.nanos() + STIR_NANOS;
    }

    /** Whether the world looks closely. */
    public boolean stirred() {
        return clock.nanos() < stirredUntil;
    }
}
