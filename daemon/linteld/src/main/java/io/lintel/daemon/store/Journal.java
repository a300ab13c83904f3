package io.lintel.daemon.store;

import io.lintel.core.event.DoorEvent;
import io.lintel.core.event.EventCodec;
import io.lintel.core.event.EventFormatException;
import io.lintel.core.event.EventIds;
import io.lintel.core.event.EventStamp;
import io.lintel.core.event.EventType;
import io.lintel.core.event.HashChain;
import io.lintel.core.event.Latency;
import io.lintel.core.event.Moment;
import io.lintel.daemon.store.StoreException.Kind;
import io.lintel.hal.ClockQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>Threading: one thread writes. Others read through their own {@link JournalReader}.
 */
public final class Journal implements AutoCloseable {
    /** Events in one transaction at most. */
    public static final int BATCH_MAX = 64;

    private static final String INSERT = "INSERT INTO event (" + JournalSchema.COLUMNS + ") VALUES (?, ?, ?, ?, ?)";

    private final JournalSettings settings;
    private final EventIds ids;
    private final Supplier<ClockQuality> clock;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Connector connector;
    private final EventCodec codec = new EventCodec();
    private @Nullable Database database;
    private HashChain chain = new HashChain(HashChain.GENESIS);
    private long lastSeq;
    private long acked;
    private long pending;
    private boolean doubtful;
    private @Nullable Path setAside;
    private String setAsideReason = "";
    private String salvaged = "";

    /**
     * A journal, not opened yet.
     *
     * @param settings what it needs to know
     * @param ids of events
     * @param clock how far the wall clock can be trusted
     * @param wall dates what is set aside, and tells what is old
     * @param nanos the monotonic clock that events carry
     */
    public Journal(
            JournalSettings settings, EventIds ids, Supplier<ClockQuality> clock, InstantSource wall, LongSupplier nanos) {
        this(settings, ids, clock, wall, nanos, Connector.DIRECT);
    }

    /** The same, with its file reached in this way. */
    public Journal(
            JournalSettings settings,
            EventIds ids,
            Supplier<ClockQuality> clock,
            InstantSource wall,
            LongSupplier nanos,
            Connector connector) {
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.wall = wall;
        this.nanos = nanos;
        this.connector = connector;
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
        List<JournalEntry> entries = new ArrayList<>(events.size());
        HashChain ahead = new HashChain(chain.head());
        long[] seq = {lastSeq};
        try {
            open.transaction(() -> {
                try (PreparedStatement insert = open.prepare(INSERT)) {
                    for (PendingEvent event : events) {
                        Optional<JournalEntry> there = doubtful ? byId(open, event.id()) : Optional.empty();
                        if (there.isPresent()) {
                            entries.add(there.get());
                            continue;
                        }
                        seq[0]++;
                        JournalEntry entry = entry(event, seq[0], ahead.head());
                        JournalSchema.bind(insert, entry);
                        insert.executeUpdate();
                        ahead.append(entry.body());
                        entries.add(entry);
                    }
                } catch (SQLException e) {
                    throw open.trouble("write", e);
                }
                JournalMemory.take(open, lastSeq, events.stream().anyMatch(each -> each.event().type() == EventType.PERSON_REMOVED));
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
            if (isAt(open, upTo, id)) {
                open.execute("UPDATE delivery SET acked = " + upTo);
                pending -= open.number("SELECT count(*) FROM event WHERE seq > " + acked + " AND seq <= " + upTo);
                acked = upTo;
            }
        });
    }

    /** Notes that this event was refused for good. Another id changes nothing. */
    public void parked(long seq, UUID id, String reason) {
        Database open = opened();
        run(() -> {
            if (!isAt(open, seq, id)) {
                return;
            }
            try (PreparedStatement insert = open.prepare("INSERT OR REPLACE INTO parked (seq, reason) VALUES (?, ?)")) {
                insert.setLong(1, seq);
                insert.setString(2, reason);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw open.trouble("write", e);
            }
        });
    }

    private static boolean isAt(Database open, long seq, UUID id) {
        return byId(open, id).filter(entry -> entry.seq() == seq).isPresent();
    }

    /**
     * Deletes what is older than the retention and need not be delivered any more. The newest event always stays: the next one
     * continues its chain. What a restart must know of longer is in the {@link JournalMemory}.
     *
     * @param limit rows deleted at most
     * @return rows deleted
     */
    public int prune(int limit) {
        Database open = opened();
        long until = settings.delivered() ? Math.min(acked, lastSeq - 1) : lastSeq - 1;
        long before = wall.instant().minus(settings.retention()).toEpochMilli();
        int[] deleted = {0};
        run(() -> {
            // From the low end up to the first row that must stay, so that no gap opens in the middle.
            try (PreparedStatement delete = open.prepare("""
                    DELETE FROM event WHERE seq <= ? AND seq < coalesce(
                        (SELECT min(seq) FROM event WHERE time_ms >= ?), 9223372036854775807)
                      AND seq < (SELECT min(seq) FROM event) + ?
                    """)) {
                delete.setLong(1, until);
                delete.setLong(2, before);
                delete.setLong(3, limit);
                deleted[0] = delete.executeUpdate();
            } catch (SQLException e) {
                throw open.trouble("write", e);
            }
            if (deleted[0] > 0) {
                open.execute("DELETE FROM parked WHERE seq < (SELECT min(seq) FROM event)");
            }
        });
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
        return Optional.ofNullable(setAside)
                .map(path -> "the journal was damaged (" + setAsideReason + ") and was set aside as " + path.getFileName()
                        + "; " + salvaged);
    }

    /** Where a damaged journal was put, if that happened in this object's life. */
    public Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private JournalEntry entry(PendingEvent event, long seq, String prev) {
        return new JournalEntry(
                seq, event.id(), event.event().time(), event.event().type().type(), encode(event, seq, prev));
    }

    private byte[] encode(PendingEvent event, long seq, String prev) {
        // Who went which way is recorded for attendance; only anti-passback needs it for itself.
        boolean needed = event.event().type() == EventType.ACCESS_PASSED || event.event().detail().containsKey("passed");
        DoorEvent whole = settings.attendance() || needed ? event.event() : event.event().undirected();
        EventStamp stamp = new EventStamp(
                event.id(),
                seq,
                prev,
                settings.site(),
                settings.door(),
                settings.boot(),
                settings.zone(),
                event.clock(),
                settings.attendance());
        try {
            return codec.encode(whole, stamp);
        } catch (EventFormatException e) {
            // That it happened, when and to whom must stay even if its particulars cannot be written.
            DoorEvent bare = new DoorEvent(
                    whole.type(),
                    whole.time(),
                    whole.monoNanos(),
                    whole.person(),
                    whole.direction(),
                    whole.reason(),
                    Optional.empty(),
                    Latency.NONE,
                    Map.of("unwritable", shortened(String.valueOf(e.getMessage()))));
            return codec.encode(bare, stamp);
        }
    }

    private static String shortened(String message) {
        return message.substring(0, Math.min(200, message.length()));
    }

    private Database opened() {
        if (database == null) {
            finishReplacing();
            try {
                database = openAndLoad();
            } catch (StoreException e) {
                if (e.kind() != Kind.DAMAGED) {
                    throw e;
                }
                replaceDamaged(String.valueOf(e.getMessage()));
                database = openAndLoad();
            }
        }
        return database;
    }

    /**
     * The new journal is whole, closed and named {@code .salvage} before the damaged one is renamed; so whatever moment the power is
     * cut at, either the damaged one is still there or the new one is complete.
     */
    private void replaceDamaged(String reason) {
        Path fresh = fresh();
        Database.delete(fresh);
        Salvage.Known known = new Salvage.Known(lastSeq, chain.head(), acked, settings.delivered());
        Salvage.Result[] result = new Salvage.Result[1];
        try (Database open = Database.open(fresh, JournalSchema.STEPS, connector)) {
            open.transaction(() -> {
                result[0] = Salvage.carry(settings.file(), open, known, wall.instant().getEpochSecond());
                open.execute("UPDATE delivery SET acked = " + result[0].acked().orElse(0));
                write(open, entry(prepare(news(result[0])), result[0].last() + 1, result[0].head()));
                JournalMemory.take(open, 0, true);
            });
        } catch (StoreException e) {
            Database.delete(fresh);
            throw e;
        }
        setAside = Database.setAside(settings.file(), wall.instant());
        setAsideReason = reason.replace(settings.file().toString(), String.valueOf(settings.file().getFileName()));
        salvaged = "a new one was begun with " + result[0].carried() + " events of it"
                + (result[0].missing().isEmpty() ? "" : "; lost for delivery: " + shortened(result[0].missing()));
        Database.putInPlace(fresh, settings.file(), wall.instant());
    }

    private void finishReplacing() {
        Path fresh = fresh();
        if (Files.exists(fresh)) {
            if (Files.exists(settings.file()) || Files.exists(fresh.resolveSibling(fresh.getFileName() + "-wal"))) {
                Database.delete(fresh);
            } else {
                Database.putInPlace(fresh, settings.file(), wall.instant());
            }
        }
    }

    private Path fresh() {
        return settings.file().resolveSibling(settings.file().getFileName() + ".salvage");
    }

    private DoorEvent news(Salvage.Result result) {
        return DoorEvent.of(EventType.HEALTH_CHANGED, new Moment(nanos.getAsLong(), wall.instant()), Map.of(
                "component", "journal",
                "state", "degraded",
                "cause", "the journal was damaged and replaced",
                "carried", Long.toString(result.carried()),
                "missing", result.missing(),
                "chain", result.head().equals(HashChain.GENESIS) ? "begins anew" : "goes on"));
    }

    private static void write(Database open, JournalEntry entry) {
        try (PreparedStatement insert = open.prepare(INSERT)) {
            JournalSchema.bind(insert, entry);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw open.trouble("write", e);
        }
    }

    private Database openAndLoad() {
        Database open = Database.open(settings.file(), JournalSchema.STEPS, connector);
        try {
            Optional<JournalEntry> last = one(open, "SELECT " + JournalSchema.COLUMNS + " FROM event ORDER BY seq DESC LIMIT 1");
            last.ifPresent(entry -> checkTail(open.file(), entry));
            long newest = last.map(JournalEntry::seq).orElse(0L);
            if (newest < lastSeq) {
                throw new StoreException(Kind.DAMAGED, open.file() + " is damaged: the events from " + (newest + 1) + " to " + lastSeq
                        + " were on disk and are gone");
            }
            long mark = open.number("SELECT acked FROM delivery");
            pending = open.number("SELECT count(*) FROM event WHERE seq > " + mark);
            chain = new HashChain(last.map(entry -> HashChain.hash(entry.body())).orElse(HashChain.GENESIS));
            lastSeq = newest;
            acked = mark;
            return open;
        } catch (StoreException e) {
            open.close();
            throw e;
        }
    }

    private void checkTail(Path file, JournalEntry last) {
        try {
            EventStamp stamp = codec.decode(last.body()).stamp();
            if (stamp.seq() != last.seq() || !stamp.id().equals(last.id())) {
                throw new StoreException(Kind.DAMAGED, file + " is damaged: event " + last.seq() + " is not what was written");
            }
        } catch (EventFormatException e) {
            throw new StoreException(Kind.DAMAGED, file + " is damaged: event " + last.seq() + " cannot be read", e);
        }
    }

    private static Optional<JournalEntry> byId(Database open, UUID id) {
        try (PreparedStatement select = open.prepare("SELECT " + JournalSchema.COLUMNS + " FROM event WHERE id = ?")) {
            select.setBytes(1, JournalSchema.bytes(id));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(JournalSchema.entry(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw open.trouble("read", e);
        }
    }

    private static Optional<JournalEntry> one(Database open, String sql) {
        try (PreparedStatement select = open.prepare(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(JournalSchema.entry(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw open.trouble("read", e);
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
