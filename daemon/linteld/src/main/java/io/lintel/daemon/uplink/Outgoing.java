package io.lintel.daemon.uplink;

import io.lintel.daemon.store.JournalEntry;
import io.lintel.daemon.store.JournalReader;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What has to go out and what has become of it: events from the outbox in order, then ranges that the hub asked for again. Knows no
 * time and no connection. Of one thread, the uplink's.
 *
 * <pre>
 *   journal   … acked | done? in flight, waiting … cursor | not read yet …
 * </pre>
 */
final class Outgoing {
    /** Events read from the outbox at once. */
    static final int READ_MAX = 256;
    /** Events the broker took that the hub may not have acknowledged: below the 1 000 that Mosquitto keeps for an absent client. */
    static final int UNCONFIRMED_MAX = 500;
    /** Ranges waiting to be sent again. */
    static final int REPLAYS_MAX = 16;

    private final JournalReader outbox;
    private final boolean applicationAck;
    private final TreeMap<Long, Item> issued = new TreeMap<>();
    /** In order, what was asked for again behind what is new. */
    private final Queue<Item> waiting = new PriorityQueue<>(
            Comparator.comparing(Item::isReplay).thenComparingLong(item -> item.entry().seq()));
    private final Map<Long, Item> inFlight = new HashMap<>();
    private final Deque<Payloads.Replay> replays = new ArrayDeque<>();
    private long cursor;
    private long acked;
    private long lastSeq;
    private int unconfirmed;
    private Optional<Mark> news = Optional.empty();

    Outgoing(JournalReader outbox, boolean applicationAck) {
        this.outbox = outbox;
        this.applicationAck = applicationAck;
    }

    /** Delivered up to here. */
    record Mark(long seq, UUID id) {}

    /** An event on its way. */
    static final class Item {
        private final JournalEntry entry;
        private final boolean replay;
        private boolean done;
        private int refusals;

        Item(JournalEntry entry, boolean replay) {
            this.entry = entry;
            this.replay = replay;
        }

        JournalEntry entry() {
            return entry;
        }

        boolean isReplay() {
            return replay;
        }

        /** Counts a refusal of this very event. */
        int refused() {
            return ++refusals;
        }
    }

    /** The journal has grown; a lower number than known means that it was set aside and begun anew. */
    void committed(long newest) {
        if (newest < cursor) {
            forget();
        }
        lastSeq = newest;
    }

    /** Reads where the outbox stands; for the start of a connection. */
    void begin() {
        long newest = outbox.lastSeq();
        committed(newest);
        acked = Math.max(acked, outbox.ackedUpTo()); // the journal may not have heard the latest yet
        cursor = Math.max(cursor, acked);
        if (applicationAck) {
            resend();
        }
    }

    /** The next event to publish; empty if there is none, or the hub must acknowledge some first. */
    Optional<Item> next() {
        if (waiting.isEmpty()) {
            read();
        }
        return Optional.ofNullable(waiting.poll());
    }

    void sent(long token, Item item) {
        inFlight.put(token, item);
    }

    int inFlight() {
        return inFlight.size();
    }

    /** What the token stood for, which is no longer in flight then. */
    Optional<Item> answered(long token) {
        return Optional.ofNullable(inFlight.remove(token));
    }

    /** The broker took it. */
    void taken(Item item) {
        if (item.replay) {
            return;
        }
        if (applicationAck) {
            if (issued.remove(item.entry.seq()) != null) {
                unconfirmed++;
            }
        } else {
            finish(item);
        }
    }

    /** Refused for good: counts as done, so that it does not hold up those after it. */
    void park(Item item) {
        if (applicationAck) {
            issued.remove(item.entry.seq());
        } else if (!item.replay) {
            finish(item);
        }
    }

    /** Comes again, in its place. */
    void putBack(Item item) {
        if (item.replay || issued.containsKey(item.entry.seq())) {
            waiting.add(item);
        }
    }

    /** The connection is gone: what was in flight has to go again, in order. */
    void lost() {
        inFlight.values().forEach(this::putBack);
        inFlight.clear();
    }

    /** The hub acknowledged; false if the journal has no such event. */
    boolean acknowledged(Payloads.Ack ack) {
        if (ack.seq() <= acked) {
            return true;
        }
        if (outbox.entry(ack.seq()).filter(entry -> entry.id().equals(ack.id())).isEmpty()) {
            return false;
        }
        int before = issued.size();
        issued.headMap(ack.seq(), true).clear();
        waiting.removeIf(item -> !item.replay && item.entry.seq() <= ack.seq());
        long confirmed = ack.seq() - acked - (before - issued.size());
        unconfirmed = (int) Math.max(0, unconfirmed - Math.max(0, confirmed));
        reach(ack.seq(), ack.id());
        cursor = Math.max(cursor, acked);
        return true;
    }

    /** Begins again behind the last acknowledged event. */
    void resend() {
        issued.clear();
        waiting.removeIf(item -> !item.replay);
        inFlight.values().removeIf(item -> !item.replay);
        unconfirmed = 0;
        cursor = acked;
    }

    /** Asks for a range to be sent again; false if too many ask already. */
    boolean replay(Payloads.Replay range) {
        return replays.size() < REPLAYS_MAX && replays.add(range);
    }

    /** The newest delivery mark, once. */
    Optional<Mark> news() {
        Optional<Mark> told = news;
        news = Optional.empty();
        return told;
    }

    /** Keeps a mark that could not be passed on. */
    void untold(Mark mark) {
        if (news.isEmpty()) {
            news = Optional.of(mark);
        }
    }

    int unconfirmed() {
        return unconfirmed;
    }

    long acked() {
        return acked;
    }

    long lastSeq() {
        return lastSeq;
    }

    private void read() {
        boolean room = applicationAck ? unconfirmed + issued.size() < UNCONFIRMED_MAX : issued.size() < UNCONFIRMED_MAX;
        if (cursor < lastSeq && room) {
            int limit = Math.min(READ_MAX, UNCONFIRMED_MAX - issued.size() - (applicationAck ? unconfirmed : 0));
            for (JournalEntry entry : outbox.pending(cursor, limit)) {
                Item item = new Item(entry, false);
                issued.put(entry.seq(), item);
                waiting.add(item);
                cursor = entry.seq();
            }
            if (waiting.isEmpty()) {
                cursor = lastSeq; // the rest is parked
            }
        }
        if (waiting.isEmpty() && !replays.isEmpty()) {
            readReplay(replays.remove());
        }
    }

    private void readReplay(Payloads.Replay range) {
        List<JournalEntry> entries = outbox.range(range.from(), range.to(), READ_MAX);
        for (JournalEntry entry : entries) {
            waiting.add(new Item(entry, true));
        }
        if (entries.size() == READ_MAX && entries.getLast().seq() < range.to()) {
            replays.addFirst(new Payloads.Replay(entries.getLast().seq() + 1, range.to()));
        }
    }

    private void finish(Item item) {
        item.done = true;
        while (!issued.isEmpty() && issued.firstEntry().getValue().done) {
            JournalEntry entry = issued.pollFirstEntry().getValue().entry;
            reach(entry.seq(), entry.id());
        }
    }

    private void reach(long seq, UUID id) {
        acked = seq;
        news = Optional.of(new Mark(seq, id));
    }

    private void forget() {
        issued.clear();
        waiting.clear();
        inFlight.clear();
        replays.clear();
        unconfirmed = 0;
        cursor = 0;
        acked = outbox.ackedUpTo();
        news = Optional.empty();
    }
}
