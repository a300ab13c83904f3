package io.lintel.daemon.store;

import io.lintel.core.control.VerificationReport;
import io.lintel.daemon.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal while it is being written, through a connection of its own. Opens by itself when used, and again when the journal
 * was replaced; one that was never written to is empty. Every method throws {@link StoreException} when the journal cannot be read; the next call starts afresh.
 *
 * <p>Threading: any; calls take turns.
 */
public final class JournalReader implements AutoCloseable {
    /** Rows read at once at most. */
    public static final int ROWS_MAX = 10_000;

    private static final int VERIFIED_AT_ONCE = 1_000;

    private final Path file;
    private final Connector connector;
    private @Nullable Database database;
    private @Nullable Object openedKey;

    /** A reader of the journal in this file, which need not exist yet. */
    public JournalReader(Path file) {
        this(file, Connector.DIRECT);
    }

    /** The same, with the file reached in this way. */
    public JournalReader(Path file, Connector connector) {
        this.file = file;
        this.connector = connector;
    }

    /** Events not yet delivered nor parked, after this number, oldest first. */
    public synchronized List<JournalEntry> pending(long after, int limit) {
        return list(
                "SELECT " + JournalSchema.COLUMNS + " FROM event WHERE seq > max(?, (SELECT acked FROM delivery))"
                        + " AND seq NOT IN (SELECT seq FROM parked) ORDER BY seq LIMIT ?",
                after,
                limit(limit));
    }

    /** Events from this number up to and including that one, delivered or not, oldest first. */
    public synchronized List<JournalEntry> range(long from, long to, int limit) {
        return list(
                "SELECT " + JournalSchema.COLUMNS + " FROM event WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?",
                from,
                to,
                limit(limit));
    }

    /** The newest events, oldest first. */
    public synchronized List<JournalEntry> latest(int limit) {
        return list("SELECT " + JournalSchema.COLUMNS + " FROM event ORDER BY seq DESC LIMIT ?", limit(limit))
                .reversed();
    }

    /** What a restart must know of before, with numbers below this, newest first; older than the retention, too. */
    public synchronized List<JournalEntry> remembered(long before, int limit) {
        return list(
                "SELECT " + JournalSchema.COLUMNS + " FROM memory WHERE seq < ? ORDER BY seq DESC LIMIT ?", before, limit(limit));
    }

    /** The event with this number, if it is still there. */
    public synchronized Optional<JournalEntry> entry(long seq) {
        return list("SELECT " + JournalSchema.COLUMNS + " FROM event WHERE seq = ?", seq).stream().findFirst();
    }

    /** The newest event's number, 0 if there is none. */
    public synchronized long lastSeq() {
        return number("SELECT coalesce(max(seq), 0) FROM event");
    }

    /** Everything up to here is delivered. */
    public synchronized long ackedUpTo() {
        return number("SELECT acked FROM delivery");
    }

    /** How many events are refused for good. */
    public synchronized long parkedCount() {
        return number("SELECT count(*) FROM parked");
    }

    /** How many events still have to be delivered. */
    public synchronized long pendingCount() {
        return number("SELECT (SELECT count(*) FROM event WHERE seq > (SELECT acked FROM delivery))"
                + " - (SELECT count(*) FROM parked WHERE seq > (SELECT acked FROM delivery))");
    }

    /**
     * Checks numbers, ids and the hash chain of everything there is, as of one moment; takes seconds where there are a hundred thousand
     * events, during which nobody else can use this reader.
     */
    public VerificationReport verify() {
        return verify(Optional.empty());
    }

    /** The same, and whether both ends are as they were sealed with this key. */
    public VerificationReport verify(SealKey key) {
        return verify(Optional.of(key));
    }

    private synchronized VerificationReport verify(Optional<SealKey> key) {
        ChainCheck check = new ChainCheck();
        Database open = opened();
        if (open == null) {
            return check.report(0);
        }
        VerificationReport[] report = new VerificationReport[1];
        try {
            open.snapshot(() -> {
                long next = 0;
                for (List<JournalEntry> rows = range(next, Long.MAX_VALUE, VERIFIED_AT_ONCE);
                        !rows.isEmpty();
                        rows = range(next, Long.MAX_VALUE, VERIFIED_AT_ONCE)) {
                    rows.forEach(check::take);
                    next = rows.getLast().seq() + 1;
                }
                key.ifPresent(each -> check.seal(Seal.read(open), each));
                report[0] = check.report(ackedUpTo());
            });
            return report[0];
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private List<JournalEntry> list(String sql, long... arguments) {
        Database open = opened();
        if (open == null) {
            return List.of();
        }
        try (PreparedStatement select = open.prepare(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setLong(i + 1, arguments[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<JournalEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(JournalSchema.entry(rows));
                }
                return entries;
            }
        } catch (SQLException e) {
            close();
            throw open.trouble("read", e);
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    private long number(String sql) {
        Database open = opened();
        if (open == null) {
            return 0;
        }
        try {
            return open.number(sql);
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    /** Null while nothing was ever written: whoever should have says why not. */
    private @Nullable Database opened() {
        if (openedKey == null && !Files.exists(file)) {
            return null;
        }
        Object key = fileKey();
        if (database != null && !Objects.equals(key, openedKey)) {
            close(); // The file was set aside and a new one begun.
        }
        if (database == null) {
            database = Database.openReadOnly(file, JournalSchema.STEPS.size(), connector).orElse(null);
            openedKey = database == null ? null : key;
        }
        return database;
    }

    private Object fileKey() {
        if (!Files.exists(file)) {
            close();
            throw new StoreException(Kind.IO, file + " is no longer there; a daemon that starts creates it anew");
        }
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? "" : key;
        } catch (IOException e) {
            close();
            throw new StoreException(Kind.IO, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static int limit(int wanted) {
        return Math.clamp(wanted, 0, ROWS_MAX);
    }
}
