package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Moment;
import io.lintel.daemon.store.StoreException.Kind;
import io.lintel.hal.ClockQuality;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every event of this door, numbered without gaps and chained by hash, on disk before it counts. Also the outbox: rows know whether
 * they are delivered.
 *
 * <p>Opens by itself when used. After any trouble with the file the connection is given up; the next use opens a new one, checks the
 * content, and looks up by id what a doubtful commit left behind: a commit is never just tried again.
 *
 * <p>A damaged file is set aside, and a new journal takes its place with every undelivered event that is still intact, as it was:
 * number, id and bytes. It goes on after the highest number ever used; where that cannot be known, {@link Salvage#LEAP} further on.
 * Its first event of its own ({@code health.changed} of component {@code journal}) says how many were carried over and which numbers
 * will never come, and carries on the chain, or begins it anew with {@link HashChain#GENESIS} where the event before is lost.
 *
 * <p>Both ends of the chain are sealed ({@link Seal}). A journal whose sealed events are changed or gone is a damaged one. Without the
 * seal's key it is written all the same; as soon as the key is there again, an event of its own says which were not sealed.
 *
 * <p>Threading: one thread writes. Others read through their own {@link JournalReader}.
 */
public final class Journal implements AutoCloseable {
    /** Events in one transaction at most. */
    public static final int BATCH_MAX = 64;

    private final JournalSettings settings;
    private final EventIds ids;
    private final Supplier<ClockQuality> clock;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Connector connector;
    private final Supplier<Optional<SealKey>> sealKeys;
    private final JournalEncoder encoder;
    private final JournalReplacement replacement;
    private final Retention retention;
    private @Nullable Database database;
    private Optional<SealKey> sealKey = Optional.empty();
    private HashChain chain = new HashChain(HashChain.GENESIS);
    private long first = 1;
    private long lastSeq;
    private long acked;
    private long pending;
    private boolean doubtful;

    /**
     * A journal without a seal, not opened yet.
     *
     * @param settings what it needs to know
     * @param ids of events
     * @param clock how far the wall clock can be trusted
     * @param wall dates what is set aside, and tells what is old
     * @param nanos the monotonic clock that events carry
     */
    public Journal(
            JournalSettings settings, EventIds ids, Supplier<ClockQuality> clock, InstantSource wall, LongSupplier nanos) {
        this(settings, ids, clock, wall, nanos, Connector.DIRECT, Optional::empty);
    }

    /**
     * The same, with its file reached in this way, and sealed.
     *
     * @param sealKeys the seal's key, always the same; empty as long as it cannot be had. Asked whenever the file is opened, and again
     *     now and then while there is none
     */
    public Journal(
            JournalSettings settings,
            EventIds ids,
            Supplier<ClockQuality> clock,
            InstantSource wall,
            LongSupplier nanos,
            Connector connector,
            Supplier<Optional<SealKey>> sealKeys) {
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.wall = wall;
        this.nanos = nanos;
        this.connector = connector;
        this.sealKeys = sealKeys;
        this.encoder = new JournalEncoder(settings);
        this.replacement = new JournalReplacement(settings.file(), connector, wall, nanos);
        this.retention = new Retention(settings.retention(), wall, () -> clock.get().synchronised(), nanos);
    }

    /** Gives an event its id and the clock's standing. Needs no file. */
    public PendingEvent prepare(DoorEvent event) {
        return new PendingEvent(ids.next(), event, clock.get());
    }

    /** Opens the file now, if it is not open. Does nothing otherwise. */
    public void open() {
        opened();
    }

    /**
     * Writes events down: on disk when this returns. Those already there by id, from an attempt whose outcome stayed unknown, are not
     * written twice.
     *
     * @param events at most {@link #BATCH_MAX}
     * @return the entries, in the same order
     * @throws StoreException if nothing of it is known to be on disk; try again with the same events
     */
    public List<JournalEntry> append(List<PendingEvent> events) {
        if (events.size() > BATCH_MAX) {
            throw new IllegalArgumentException(events.size() + " events in one batch; at most " + BATCH_MAX);
        }
        Database open = opened();
        JournalTable table = new JournalTable(open);
        List<JournalEntry> entries = new ArrayList<>(events.size());
        HashChain ahead = new HashChain(chain.head());
        long[] seq = {lastSeq};
        try {
            open.transaction(() -> {
                for (PendingEvent event : events) {
                    Optional<JournalEntry> there = doubtful ? table.byId(event.id()) : Optional.empty();
                    if (there.isPresent()) {
                        entries.add(there.get());
                        continue;
                    }
                    seq[0]++;
                    JournalEntry entry = encoder.entry(event, seq[0], ahead.head());
                    table.insert(entry);
                    ahead.append(entry.body());
                    entries.add(entry);
                }
                JournalMemory.take(open, lastSeq, events.stream().anyMatch(each -> each.event().type() == EventType.PERSON_REMOVED));
                sealKey.ifPresent(key -> Seal.of(key, seq[0], ahead.head(), first).write(open));
            });
        } catch (StoreException e) {
            giveUp();
            throw e;
        }
        doubtful = false;
        chain = ahead;
        pending += seq[0] - lastSeq;
        lastSeq = seq[0];
        return entries;
    }

    /** Notes that every event up to this one is delivered. A lower number than before, or another id, changes nothing. */
    public void acked(long upTo, UUID id) {
        Database open = opened();
        if (upTo <= acked) {
            return;
        }
        run(() -> {
            JournalTable table = new JournalTable(open);
            if (isAt(table, upTo, id)) {
                table.ack(upTo);
                pending -= table.count(acked, upTo);
                acked = upTo;
            }
        });
    }

    /** Notes that this event was refused for good. Another id changes nothing. */
    public void parked(long seq, UUID id, String reason) {
        JournalTable table = new JournalTable(opened());
        run(() -> {
            if (isAt(table, seq, id)) {
                table.park(seq, reason);
            }
        });
    }

    private static boolean isAt(JournalTable table, long seq, UUID id) {
        return table.byId(id).filter(entry -> entry.seq() == seq).isPresent();
    }

    /**
     * Deletes what is older than the retention and need not be delivered any more. The newest event always stays: the next one
     * continues its chain. What a restart must know of longer is in the {@link JournalMemory}. Nothing is deleted while a journal that
     * ought to be sealed cannot be.
     *
     * @param limit rows deleted at most
     * @return rows deleted
     */
    public int prune(int limit) {
        Database open = opened();
        if (sealKey.isEmpty()) {
            if (sealKeys.get().isPresent()) {
                close(); // the next use opens it with the key, and tells what was not sealed
                open = opened();
            } else if (Seal.read(open).isPresent()) {
                return 0;
            }
        }
        long until = settings.delivered() ? Math.min(acked, lastSeq - 1) : lastSeq - 1;
        return pruned(open, until, limit);
    }

    private int pruned(Database open, long until, int limit) {
        int[] deleted = {0};
        long[] oldest = {first};
        run(() -> open.transaction(() -> {
            deleted[0] = retention.prune(open, until, limit);
            if (deleted[0] > 0) {
                oldest[0] = new JournalTable(open).oldest();
                sealKey.ifPresent(key -> Seal.of(key, lastSeq, chain.head(), oldest[0]).write(open));
            }
        }));
        first = oldest[0];
        return deleted[0];
    }

    /** Moves what the write-ahead log holds into the database; for idle times. */
    public void checkpoint() {
        Database open = opened();
        run(() -> open.number("PRAGMA wal_checkpoint(PASSIVE)"));
    }

    /** The newest event's number, 0 if there is none. As of the last use. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Everything up to here is delivered. As of the last use. */
    public long ackedUpTo() {
        return acked;
    }

    /** How many events still have to be delivered, parked ones included. As of the last use. */
    public long pending() {
        return pending;
    }

    /** Where a damaged journal was put, and why, if that happened in this object's life: one line for the operator. */
    public Optional<String> setAsideNotice() {
        return replacement.notice();
    }

    /** Where a damaged journal was put, if that happened in this object's life. */
    public Optional<Path> setAside() {
        return replacement.setAside();
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private Database opened() {
        if (database == null) {
            replacement.finish();
            sealKey = sealKeys.get();
            Optional<DoorEvent> unsealed;
            try {
                unsealed = load();
            } catch (StoreException e) {
                if (e.kind() != Kind.DAMAGED) {
                    throw e;
                }
                Salvage.Known known = new Salvage.Known(lastSeq, chain.head(), acked, settings.delivered());
                replacement.replace(String.valueOf(e.getMessage()), known, this::begin);
                unsealed = load();
            }
            unsealed.ifPresent(news -> append(List.of(prepare(news))));
        }
        return Objects.requireNonNull(database);
    }

    private void begin(Database open, DoorEvent news, Salvage.Result after) {
        JournalTable table = new JournalTable(open);
        JournalEntry entry = encoder.entry(prepare(news), after.last() + 1, after.head());
        table.insert(entry);
        JournalMemory.take(open, 0, true);
        sealKey.ifPresent(key -> Seal.of(key, entry.seq(), HashChain.hash(entry.body()), table.oldest()).write(open));
    }

    /** Opens the file; what is to be told of its seal. */
    private Optional<DoorEvent> load() {
        Database open = Database.open(settings.file(), JournalSchema.STEPS, connector);
        try {
            JournalTable table = new JournalTable(open);
            Optional<JournalEntry> last = table.newest();
            last.ifPresent(entry -> checkTail(open.file(), entry));
            long newest = last.map(JournalEntry::seq).orElse(0L);
            if (newest < lastSeq) {
                throw new StoreException(Kind.DAMAGED, open.file() + " is damaged: the events from " + (newest + 1) + " to " + lastSeq
                        + " were on disk and are gone");
            }
            long mark = open.number("SELECT acked FROM delivery");
            if (doubtful) {
                open.rewriteLog();
            }
            Optional<DoorEvent> unsealed = sealKey.isPresent() ? checkSeal(open, sealKey.get(), last, mark) : Optional.empty();
            pending = table.count(mark, newest);
            chain = new HashChain(last.map(entry -> HashChain.hash(entry.body())).orElse(HashChain.GENESIS));
            first = newest == 0 ? 1 : table.oldest();
            lastSeq = newest;
            acked = mark;
            database = open;
            return unsealed;
        } catch (StoreException e) {
            open.close();
            throw e;
        }
    }

    private Optional<DoorEvent> checkSeal(Database open, SealKey key, Optional<JournalEntry> newest, long mark) {
        try {
            SealCheck check = SealCheck.of(open, key, newest);
            if (check.unsealed().isEmpty() && !Seal.read(open).equals(Optional.of(check.seal()))) {
                check.seal().write(open); // the first one, of an empty journal
            }
            return check.unsealed().map(events -> unsealed(events, check.cause()));
        } catch (SealCheck.Broken e) {
            lastSeq = e.seal().seq(); // the seal knows where the journal was
            chain = new HashChain(e.seal().head());
            acked = mark;
            throw e.damage();
        }
    }

    private DoorEvent unsealed(String events, String cause) {
        return DoorEvent.of(EventType.HEALTH_CHANGED, new Moment(nanos.getAsLong(), wall.instant()), Map.of(
                "component", "journal",
                "state", "degraded",
                "cause", cause,
                "unsealed", events));
    }

    private static void checkTail(Path file, JournalEntry last) {
        try {
            EventStamp stamp = new EventCodec().decode(last.body()).stamp();
            if (stamp.seq() != last.seq() || !stamp.id().equals(last.id())) {
                throw new StoreException(Kind.DAMAGED, file + " is damaged: event " + last.seq() + " is not what was written");
            }
        } catch (EventFormatException e) {
            throw new StoreException(Kind.DAMAGED, file + " is damaged: event " + last.seq() + " cannot be read", e);
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            giveUp();
            throw e;
        }
    }

    private void giveUp() {
        doubtful = true;
        close();
    }
}
